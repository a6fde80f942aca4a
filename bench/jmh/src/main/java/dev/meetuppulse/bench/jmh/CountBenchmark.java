package dev.meetuppulse.bench.jmh;

import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.count.BatchRange;
import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.count.PartitionCounter;
import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A record in the partition's state: seen or not, its bucket, its totals, and the journal. */
public class CountBenchmark extends NanosBenchmark {
  private static final int BATCH = 1_000;
  private static final int GROUPS = 10_000;
  private static final int TOPICS = 4_000;

  @Param({"5m:1s", "1m:1s,5m:1s,1h:1m,24h:1m,all"})
  private String windows;

  @Param({"10000", "1000000"})
  private int remembered;

  private final SplittableRandom random = new SplittableRandom(4);
  private List<GroupKeys> groups;
  private PartitionCounter counter;
  private List<Outcome> outcomes;
  private long[] offsets;
  private long[] times;
  private long next;

  /** Makes the groups, and a state that remembers as many ids as it may. */
  @Setup
  public void fill() throws PartitionCounter.FencedException {
    groups = SampleGroups.make(GROUPS, TOPICS, random);
    counter =
        PartitionCounter.open(
            0,
            new CountOptions(
                true,
                Window.parseList(windows),
                List.of(Dimension.values()),
                "us",
                Duration.ofHours(25),
                remembered,
                75_000,
                300_000),
            new LastEntries());
    for (int i = 0; i < remembered; i += BATCH) {
      freshBatch();
      count();
    }
  }

  /** The next records; one in five was seen before. */
  @Setup(Level.Invocation)
  public void freshBatch() throws PartitionCounter.FencedException {
    outcomes = new ArrayList<>(BATCH);
    offsets = new long[BATCH];
    times = new long[BATCH];
    for (int i = 0; i < BATCH; i++) {
      long id = next + i;
      if (random.nextInt(5) == 0) {
        id = Math.max(0, id - random.nextInt(5_000));
      }
      offsets[i] = next + i;
      times[i] = START;
      outcomes.add(
          new Rsvp(
              id,
              START + (next + i) / 5,
              "yes",
              0,
              groups.get((int) (Math.abs(id * 0x9e3779b97f4a7c15L) % GROUPS)),
              null));
    }
    counter.save();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public PartitionCounter.BatchResult count() {
    long from = next;
    next += BATCH;
    return counter.apply(
        new Batch(new BatchRange(0, "log", from, next, next, from == 0), offsets, times, outcomes));
  }
}
