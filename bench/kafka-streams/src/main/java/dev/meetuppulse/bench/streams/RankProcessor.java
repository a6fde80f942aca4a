package dev.meetuppulse.bench.streams;

import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.Output;
import dev.meetuppulse.bench.job.SlidingBoards;
import dev.meetuppulse.core.window.Dimension;
import java.time.Duration;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Holds the window and publishes its boards each second, and when the last record is in them. Its
 * store holds the sum of each key and second; after a restart the boards are rebuilt from it.
 */
final class RankProcessor implements Processor<String, SumDelta, Void, Void> {
  static final String STANDING = "standing";

  private static final char SEPARATOR = '\n';

  private final Job job;
  private final Output output;
  private final SlidingBoards boards = new SlidingBoards();

  private WindowStore<String, SumDelta> standing;
  private long received;
  private long clock;
  private long made;
  private long merged;

  RankProcessor(Job job, Output output) {
    this.job = job;
    this.output = output;
  }

  /** The key of a sum: what is counted, and its second. */
  static String key(String name, long second) {
    return name + SEPARATOR + second;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    standing = context.getStateStore(STANDING);
    try (KeyValueIterator<Windowed<String>, SumDelta> all = standing.all()) {
      while (all.hasNext()) {
        KeyValue<Windowed<String>, SumDelta> each = all.next();
        add(each.key.key(), each.key.window().start(), each.value);
      }
    }
    context.schedule(
        Duration.ofMillis(Job.PUBLISH_MILLIS), PunctuationType.WALL_CLOCK_TIME, now -> publish());
  }

  @Override
  public void process(Record<String, SumDelta> record) {
    SumDelta now = record.value();
    if (record.key().equals(DedupeProcessor.NEWS)) {
      received += now.rsvps();
      clock = Math.max(clock, (long) now.yes() << 32 | Integer.toUnsignedLong(now.no()));
      made += now.going();
    } else {
      String name = record.key().substring(0, record.key().lastIndexOf(SEPARATOR));
      long at = Long.parseLong(record.key().substring(name.length() + 1)) * 1000;
      SumDelta before = standing.fetch(name, at);
      standing.put(name, now, at);
      SumDelta more = before == null ? now : now.minus(before);
      merged += more.merged();
      add(name, at, more);
    }
    if (received >= job.records() && merged == made && !output.done()) {
      publish();
    }
  }

  private void add(String name, long at, SumDelta delta) {
    boards.add(
        name.charAt(0) == DedupeProcessor.CITY ? Dimension.CITIES : Dimension.TOPICS,
        name.substring(1),
        Math.floorDiv(at, 1000L),
        delta.rsvps(),
        delta.yes(),
        delta.no(),
        delta.going());
  }

  private void publish() {
    if (received == 0) {
      return;
    }
    boards.advance(Math.floorDiv(clock, 1000L));
    long known = merged == made ? received : Math.min(received, job.records() - 1);
    output.publish(known, clock, boards.top());
  }
}
