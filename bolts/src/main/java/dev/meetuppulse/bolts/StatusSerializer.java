package dev.meetuppulse.bolts;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.meetuppulse.core.board.Status;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.rsvp.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes the status for another worker. */
public final class StatusSerializer extends Serializer<Status> {
  private static final Reason[] REASONS = Reason.values();

  @Override
  public void write(Kryo kryo, Output out, Status status) {
    out.writeLong(status.clock());
    out.writeLong(status.revision());
    Tally tally = status.tally();
    out.writeLong(tally.filtered());
    out.writeLong(tally.newRsvps());
    out.writeLong(tally.duplicate());
    out.writeLong(tally.stale());
    out.writeLong(tally.changed());
    out.writeLong(tally.late());
    out.writeLong(tally.forgotten());
    out.writeInt(tally.invalid().size());
    tally
        .invalid()
        .forEach(
            (reason, count) -> {
              out.writeInt(reason.ordinal());
              out.writeLong(count);
            });
    out.writeInt(status.partitions().size());
    for (Status.Partition partition : status.partitions()) {
      out.writeInt(partition.partition());
      out.writeLong(partition.next());
      out.writeLong(partition.logEnd());
      out.writeLong(partition.rebuildEnd());
    }
    out.writeBoolean(status.sourceDown());
  }

  @Override
  public Status read(Kryo kryo, Input in, Class<? extends Status> type) {
    long clock = in.readLong();
    long revision = in.readLong();
    Tally tally = readTally(in);
    int size = in.readInt();
    List<Status.Partition> partitions = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      partitions.add(
          new Status.Partition(in.readInt(), in.readLong(), in.readLong(), in.readLong()));
    }
    return new Status(clock, revision, tally, partitions, in.readBoolean());
  }

  private static Tally readTally(Input in) {
    long filtered = in.readLong();
    long newRsvps = in.readLong();
    long duplicate = in.readLong();
    long stale = in.readLong();
    long changed = in.readLong();
    long late = in.readLong();
    long forgotten = in.readLong();
    Map<Reason, Long> invalid = new EnumMap<>(Reason.class);
    for (int n = in.readInt(); n > 0; n--) {
      invalid.put(REASONS[in.readInt()], in.readLong());
    }
    return new Tally(filtered, newRsvps, duplicate, stale, changed, late, forgotten, invalid);
  }
}
