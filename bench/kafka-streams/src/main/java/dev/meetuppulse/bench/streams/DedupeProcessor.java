package dev.meetuppulse.bench.streams;

import dev.meetuppulse.bench.job.GroupText;
import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.Parsers;
import dev.meetuppulse.bench.job.Votes;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Parses, filters, and judges by the four rules. Forwards a delta for each key that an RSVP counts
 * on; and now and then, under the key {@value #NEWS}, how far it has come.
 */
final class DedupeProcessor implements Processor<byte[], byte[], String, SumDelta> {
  static final String SEEN = "seen";
  static final String GROUPS = "groups";
  static final String NEWS = "!";
  static final char CITY = 'c';
  static final char TOPIC = 't';

  private static final Duration NEWS_EVERY = Duration.ofMillis(500);

  private final RsvpParser parser = Parsers.open();
  private final GroupText texts = new GroupText();
  private final Map<String, Long> hashes = new HashMap<>();
  private final Map<Long, String[]> keys = new HashMap<>();

  private ProcessorContext<String, SumDelta> context;
  private KeyValueStore<Long, byte[]> seen;
  private KeyValueStore<Long, String> groups;
  private int received;
  private int made;
  private long clock;

  @Override
  public void init(ProcessorContext<String, SumDelta> given) {
    context = given;
    seen = given.getStateStore(SEEN);
    groups = given.getStateStore(GROUPS);
    given.schedule(NEWS_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> sendNews());
  }

  /** The clock needs 64 bits: two of the numbers hold it. */
  private void sendNews() {
    if (received > 0) {
      SumDelta news = new SumDelta(received, (int) (clock >>> 32), (int) clock, made, 0);
      context.forward(new Record<>(NEWS, news, clock));
      received = 0;
      made = 0;
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Outcome outcome = parser.parse(record.value(), 0, System.currentTimeMillis());
    if (outcome == null) {
      return;
    }
    received++;
    if (outcome instanceof Rsvp rsvp) {
      clock = Math.max(clock, rsvp.mtime());
      if (rsvp.groupKeys().country().equals(Job.COUNTRY)) {
        judge(rsvp);
      }
    }
  }

  private void judge(Rsvp rsvp) {
    long vote = Votes.of(rsvp);
    byte[] before = seen.get(rsvp.id());
    if (before != null) {
      ByteBuffer in = ByteBuffer.wrap(before);
      long mtime = in.getLong();
      long counted = in.getLong();
      if (Votes.judge(mtime, counted, rsvp.mtime(), vote) != Votes.Relation.CHANGED) {
        return;
      }
      forward(mtime, counted, in.getLong(), -1);
    }
    long group = group(texts.of(rsvp.groupKeys()));
    seen.put(
        rsvp.id(),
        ByteBuffer.allocate(3 * Long.BYTES)
            .putLong(rsvp.mtime())
            .putLong(vote)
            .putLong(group)
            .array());
    forward(rsvp.mtime(), vote, group, 1);
  }

  private long group(String text) {
    Long known = hashes.get(text);
    if (known != null) {
      return known;
    }
    long hash = GroupText.hash(text);
    hashes.put(text, hash);
    keys.put(hash, GroupText.keys(text));
    groups.put(hash, text);
    return hash;
  }

  private void forward(long mtime, long vote, long group, int sign) {
    long second = Math.floorDiv(mtime, 1000L);
    if (second <= Math.floorDiv(clock, 1000L) - Job.WINDOW_SECONDS) {
      return;
    }
    SumDelta delta =
        new SumDelta(
            sign, sign * Votes.yes(vote), sign * Votes.no(vote), sign * Votes.going(vote), 1);
    String[] names = keys.computeIfAbsent(group, hash -> GroupText.keys(groups.get(hash)));
    for (int i = 0; i < names.length; i++) {
      context.forward(new Record<>((i == 0 ? CITY : TOPIC) + names[i], delta, mtime));
    }
    made += names.length;
  }
}
