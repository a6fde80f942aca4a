package dev.meetuppulse.bolts;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.count.BatchRange;
import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.spouts.BatchRangeFormat;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes batches for another worker. The RSVPs of a group share their group's keys, which are most
 * of what there is to write: these are written once in a batch, and shared again where they are
 * read.
 */
public final class BatchSerializer extends Serializer<Batch> {
  private static final int RSVP = 0;
  private static final int FILTERED = 1;
  private static final int INVALID = 2;

  private static final Reason[] REASONS = Reason.values();

  @Override
  public void write(Kryo kryo, Output out, Batch batch) {
    BatchRangeFormat.write(out, batch.range());
    out.writeVarInt(batch.outcomes().size(), true);
    Map<GroupKeys, Integer> known = new IdentityHashMap<>();
    long offset = batch.range().from();
    long time = 0;
    for (int i = 0; i < batch.outcomes().size(); i++) {
      out.writeVarLong(batch.offsets()[i] - offset, false);
      offset = batch.offsets()[i];
      out.writeVarLong(batch.appendTimes()[i] - time, false);
      time = batch.appendTimes()[i];
      write(out, batch.outcomes().get(i), known);
    }
  }

  private static void write(Output out, Outcome outcome, Map<GroupKeys, Integer> known) {
    if (outcome instanceof Rsvp rsvp) {
      out.writeByte(RSVP);
      out.writeLong(rsvp.id());
      out.writeVarLong(rsvp.mtime(), true);
      out.writeString(rsvp.response());
      out.writeVarInt(rsvp.guests(), true);
      writeKey(out, rsvp.event());
      Integer number = known.putIfAbsent(rsvp.groupKeys(), known.size());
      if (number == null) {
        out.writeVarInt(known.size() - 1, true);
        writeGroupKeys(out, rsvp.groupKeys());
      } else {
        out.writeVarInt(number, true);
      }
    } else if (outcome instanceof Outcome.Filtered filtered) {
      out.writeByte(FILTERED);
      out.writeVarLong(filtered.mtime(), true);
    } else {
      out.writeByte(INVALID);
      out.writeVarInt(((Outcome.Invalid) outcome).reason().ordinal(), true);
    }
  }

  private static void writeGroupKeys(Output out, GroupKeys groupKeys) {
    out.writeString(groupKeys.country());
    writeKey(out, groupKeys.city());
    writeKey(out, groupKeys.state());
    writeKey(out, groupKeys.group());
    out.writeVarInt(groupKeys.topics().size(), true);
    groupKeys.topics().forEach(topic -> writeKey(out, topic));
  }

  /** A label that is the name is not written again. */
  private static void writeKey(Output out, Key key) {
    out.writeString(key == null ? null : key.name());
    if (key != null) {
      out.writeString(key.label().equals(key.name()) ? null : key.label());
    }
  }

  @Override
  public Batch read(Kryo kryo, Input in, Class<? extends Batch> type) {
    BatchRange range = BatchRangeFormat.read(in);
    int size = in.readVarInt(true);
    long[] offsets = new long[size];
    long[] appendTimes = new long[size];
    List<Outcome> outcomes = new ArrayList<>(size);
    List<GroupKeys> known = new ArrayList<>();
    long offset = range.from();
    long time = 0;
    for (int i = 0; i < size; i++) {
      offset += in.readVarLong(false);
      offsets[i] = offset;
      time += in.readVarLong(false);
      appendTimes[i] = time;
      outcomes.add(readOutcome(in, known));
    }
    return new Batch(range, offsets, appendTimes, outcomes);
  }

  private static Outcome readOutcome(Input in, List<GroupKeys> known) {
    return switch (in.readByte()) {
      case RSVP -> {
        long id = in.readLong();
        long mtime = in.readVarLong(true);
        String response = in.readString();
        int guests = in.readVarInt(true);
        Key event = readKey(in);
        int number = in.readVarInt(true);
        if (number == known.size()) {
          known.add(readGroupKeys(in));
        }
        yield new Rsvp(id, mtime, response, guests, known.get(number), event);
      }
      case FILTERED -> new Outcome.Filtered(in.readVarLong(true));
      default -> new Outcome.Invalid(REASONS[in.readVarInt(true)]);
    };
  }

  private static GroupKeys readGroupKeys(Input in) {
    String country = in.readString();
    Key city = readKey(in);
    Key state = readKey(in);
    Key group = readKey(in);
    int size = in.readVarInt(true);
    List<Key> topics = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      topics.add(readKey(in));
    }
    return new GroupKeys(country, city, state, group, topics);
  }

  private static Key readKey(Input in) {
    String name = in.readString();
    if (name == null) {
      return null;
    }
    String label = in.readString();
    return new Key(name, label == null ? name : label);
  }
}
