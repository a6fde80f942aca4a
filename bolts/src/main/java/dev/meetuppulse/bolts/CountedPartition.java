package dev.meetuppulse.bolts;

import com.codahale.metrics.Timer;
import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.count.PartitionCounter;
import dev.meetuppulse.core.count.PartitionCounter.Applied;
import dev.meetuppulse.core.count.PartitionCounter.ClaimLostException;
import dev.meetuppulse.core.count.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition in a count task: its counter, and the batches that wait for a save. What waits is
 * what one epoch of the spout has in flight, and the spout bounds that. Not thread safe; times are
 * {@link System#nanoTime}.
 *
 * @param <T> the tuple that brought a batch
 */
final class CountedPartition<T> {
  private static final Logger LOG = LoggerFactory.getLogger(CountedPartition.class);
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int MOST_DOUBLINGS = 3;

  /** Where answers go. */
  interface Out<T> {
    /** The batch is saved. */
    void ack(T tuple);

    /** The batch is not counted, or its spout has read it again. */
    void fail(T tuple);

    /** What a save added. */
    void saved(PartitionCounter.Saved saved);
  }

  private record Waiting<T>(T tuple, Batch batch) {}

  private final int partition;
  private final Supplier<PartitionCounter> open;
  private final long saveEveryNanos;
  private final int saveAfter;
  private final CountMetrics metrics;
  private final Out<T> out;
  private final ArrayDeque<Waiting<T>> waiting = new ArrayDeque<>();

  private PartitionCounter counter;
  private long savedAt;
  private long retryAt;
  private int failures;

  /**
   * @param open claims the partition
   * @param saveAfter save before it is time when so many records are not saved
   */
  CountedPartition(
      int partition,
      Supplier<PartitionCounter> open,
      Duration saveEvery,
      int saveAfter,
      CountMetrics metrics,
      Out<T> out) {
    this.partition = partition;
    this.open = open;
    this.saveEveryNanos = saveEvery.toNanos();
    this.saveAfter = saveAfter;
    this.metrics = metrics;
    this.out = out;
  }

  /** Counts a batch; its tuple is answered now or after a save. */
  void take(T tuple, Batch batch, long now) {
    if (counter == null && !claim(now)) {
      out.fail(tuple);
      return;
    }
    if (!joins(batch)) {
      failAll();
    }
    if (counter.apply(batch) == Applied.GAP) {
      out.fail(tuple);
    } else {
      waiting.add(new Waiting<>(tuple, batch));
    }
    nudge(now);
  }

  /** False if the spout went back: what waits belongs to an epoch that it has forgotten. */
  private boolean joins(Batch batch) {
    if (waiting.isEmpty()) {
      return true;
    }
    Batch last = waiting.getLast().batch;
    return batch.log().equals(last.log()) && batch.from() >= last.to();
  }

  /** Saves if it is time, and answers what is saved. */
  void nudge(long now) {
    if (counter == null) {
      return;
    }
    boolean due = now - savedAt >= saveEveryNanos || counter.unsaved() >= saveAfter;
    if (due && mayTry(now)) {
      save(now);
    }
    while (counter != null && !waiting.isEmpty() && counter.savedUpTo(waiting.peek().batch)) {
      out.ack(waiting.remove().tuple);
    }
  }

  private boolean claim(long now) {
    if (!mayTry(now)) {
      return false;
    }
    try {
      counter = open.get();
      savedAt = now;
      works();
      return true;
    } catch (StoreException e) {
      fails(now, e);
      return false;
    }
  }

  private void save(long now) {
    Timer.Context timing = metrics.saving();
    try {
      counter
          .save()
          .ifPresent(
              saved -> {
                metrics.saved(partition, saved);
                out.saved(saved);
              });
      savedAt = now;
      works();
    } catch (StoreException e) {
      fails(now, e);
    } catch (ClaimLostException e) {
      LOG.warn("partition {}: another task has taken over; starting again", partition);
      counter = null;
      failAll();
    } finally {
      timing.stop();
    }
  }

  private boolean mayTry(long now) {
    return failures == 0 || now - retryAt >= 0;
  }

  private void works() {
    if (failures > 0) {
      LOG.info("partition {}: the store answers again", partition);
      failures = 0;
    }
  }

  private void fails(long now, StoreException e) {
    if (failures == 0) {
      LOG.warn(
          "partition {}: can't save, trying again until it works: {}", partition, e.getMessage());
    }
    retryAt = now + (FIRST_PAUSE_NANOS << Math.min(failures, MOST_DOUBLINGS));
    failures++;
  }

  private void failAll() {
    while (!waiting.isEmpty()) {
      out.fail(waiting.remove().tuple);
    }
  }
}
