package dev.meetuppulse.core.count;

import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** Options and batches for tests of the count. */
public final class TestCounts {
  private static final int OUT_OF_REACH = 100_000;

  private TestCounts() {}

  /** Counts on all dimensions by the event clock. */
  public static CountOptions options(List<Window> windows) {
    return options(true, windows, List.of(Dimension.values()));
  }

  /** Counts within bounds that no test comes near. */
  public static CountOptions options(
      boolean eventClock, List<Window> windows, List<Dimension> dimensions) {
    return new CountOptions(
        eventClock,
        windows,
        dimensions,
        "us",
        Duration.ofHours(25),
        OUT_OF_REACH,
        OUT_OF_REACH,
        OUT_OF_REACH);
  }

  /** A batch of the last records of a log; unless {@code from} is 0, the log has earlier ones. */
  public static Batch batch(int partition, long from, List<? extends Outcome> records) {
    return batch(partition, "log", from, from + records.size(), from == 0, records);
  }

  public static Batch batch(
      int partition,
      String log,
      long from,
      long logEnd,
      boolean isStart,
      List<? extends Outcome> records) {
    int size = records.size();
    long to = from + size;
    long[] offsets = LongStream.range(from, to).toArray();
    return new Batch(
        new BatchRange(partition, log, from, to, logEnd, isStart),
        offsets,
        new long[size],
        List.copyOf(records));
  }
}
