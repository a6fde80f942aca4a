package dev.meetuppulse.bolts;

import com.codahale.metrics.Timer;
import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.count.PartitionCounter;
import dev.meetuppulse.core.count.PartitionCounter.BatchResult;
import dev.meetuppulse.core.count.PartitionCounter.FencedException;
import dev.meetuppulse.core.journal.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition in a count task: its counter, and the batches that wait for a save. At most two
 * epochs' worth of what the spout may have in flight waits: beyond that the oldest batches are
 * failed; their spout has forgotten them. Not thread safe; times are {@link System#nanoTime}.
 *
 * @param <T> the tuple that brought a batch
 */
final class CountedPartition<T> {
  private static final Logger LOG = LoggerFactory.getLogger(CountedPartition.class);
  private static final ExponentialBackoff BACKOFF_NANOS =
      new ExponentialBackoff(TimeUnit.MILLISECONDS.toNanos(250), 2, TimeUnit.SECONDS.toNanos(1), 0);

  /** The time of no record. */
  static final long NO_TIME = Long.MAX_VALUE;

  /** Between saves while there is no backlog: each is small, and what it saves is shown at once. */
  private static final long SAVE_SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final int EMPTY_WEIGHT = 10;
  private static final int MAX_EMPTY = 1_000;

  /** Receives the outcome of each batch, the deltas saved, and the store's failures. */
  interface Listener<T> {
    /** The batch is saved. */
    void ack(T tuple);

    /** The batch is not counted, or its spout has read it again. */
    void fail(T tuple);

    /**
     * A delta is saved.
     *
     * @param oldestAppendTime when Kafka appended the oldest of its records, ms since the epoch;
     *     {@link #NO_TIME} if it has none
     */
    void saved(PartitionCounter.Saved saved, long oldestAppendTime);

    /**
     * The store does not take what is counted.
     *
     * @param isNew true if it has just begun to refuse
     */
    void refused(StoreException error, boolean isNew);

    /** The store takes what is counted again. */
    void recovered();
  }

  private record UnsavedBatch<T>(T tuple, Batch batch) {}

  /**
   * When to save.
   *
   * @param every at the latest after this long
   * @param inFlight records that the spout may have in flight; half of them are saved before it is
   *     time
   */
  record SaveTiming(Duration every, int inFlight) {}

  private final int partition;
  private final Supplier<PartitionCounter> open;
  private final long saveEveryNanos;
  private final long saveSoonNanos;
  private final int saveAfter;
  private final int mostWeight;
  private final CountMetrics metrics;
  private final Listener<T> listener;
  private final ArrayDeque<UnsavedBatch<T>> waiting = new ArrayDeque<>();

  private PartitionCounter counter;
  private int waitingWeight;
  private long savedAt;

  /** When Kafka appended the oldest record that is not saved. */
  private long oldestAppendTime = NO_TIME;

  private long retryAt;
  private int failures;

  /** True while the partition lags behind Kafka; {@code wasLagging} at the last save. */
  private boolean isLagging;

  private boolean wasLagging;

  /**
   * @param open acquires the partition
   */
  CountedPartition(
      int partition,
      Supplier<PartitionCounter> open,
      SaveTiming timing,
      CountMetrics metrics,
      Listener<T> listener) {
    this.partition = partition;
    this.open = open;
    this.saveEveryNanos = timing.every().toNanos();
    this.saveSoonNanos = Math.min(saveEveryNanos, SAVE_SOON_NANOS);
    this.saveAfter = Math.max(1, timing.inFlight() / 2);
    this.mostWeight = 2 * timing.inFlight() + MAX_EMPTY * EMPTY_WEIGHT;
    this.metrics = metrics;
    this.listener = listener;
  }

  /** Counts a batch; its tuple is answered now or after a save. */
  void accept(T tuple, Batch batch, long now) {
    if (counter == null && !open(now)) {
      listener.fail(tuple);
      return;
    }
    if (!waiting.isEmpty() && !waiting.getLast().batch.range().log().equals(batch.range().log())) {
      failDownTo(0);
    }
    if (counter.apply(batch) == BatchResult.GAP) {
      listener.fail(tuple);
    } else {
      if (batch.appendTimes().length > 0 && counter.unsaved() > 0) {
        oldestAppendTime = Math.min(oldestAppendTime, batch.appendTimes()[0]);
      }
      waiting.add(new UnsavedBatch<>(tuple, batch));
      waitingWeight += weight(batch);
      isLagging = batch.leavesBacklog();
      failDownTo(mostWeight);
    }
    saveIfDue(now);
  }

  /** An empty batch has a weight, too. */
  private static int weight(Batch batch) {
    return EMPTY_WEIGHT + batch.outcomes().size();
  }

  private T next() {
    UnsavedBatch<T> oldest = waiting.remove();
    waitingWeight -= weight(oldest.batch);
    return oldest.tuple;
  }

  /**
   * Saves if a save is due, and acks the batches that are saved. A save that left a backlog is
   * followed by another as soon as the backlog is counted, so that the end of a backlog is shown
   * without delay.
   */
  void saveIfDue(long now) {
    if (counter == null) {
      return;
    }
    if (isDue(now) && mayTry(now)) {
      save(now);
    }
    while (counter != null && !waiting.isEmpty() && counter.isSaved(waiting.peek().batch)) {
      listener.ack(next());
    }
  }

  private boolean isDue(long now) {
    long since = now - savedAt;
    boolean isLive = !isLagging && counter.unsaved() > 0;
    return since >= saveEveryNanos
        || counter.unsaved() >= saveAfter
        || isLive && (wasLagging || since >= saveSoonNanos);
  }

  private boolean open(long now) {
    if (!mayTry(now)) {
      return false;
    }
    try {
      counter = open.get();
      savedAt = now;
      recovered();
      return true;
    } catch (StoreException e) {
      failed(now, e);
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
                metrics.saved(partition, saved.entry().length, counter.size());
                listener.saved(saved, oldestAppendTime);
              });
      savedAt = now;
      wasLagging = isLagging;
      oldestAppendTime = NO_TIME;
      recovered();
    } catch (StoreException e) {
      failed(now, e);
    } catch (FencedException e) {
      LOG.warn("partition {}: another task has taken over; starting again", partition);
      counter = null;
      metrics.lost(partition);
      failDownTo(0);
    } finally {
      timing.stop();
    }
  }

  private boolean mayTry(long now) {
    return failures == 0 || now - retryAt >= 0;
  }

  /** Ends a failure, if there is one. */
  private void recovered() {
    if (failures > 0) {
      LOG.info("partition {}: the store answers again", partition);
      failures = 0;
      listener.recovered();
    }
  }

  private void failed(long now, StoreException e) {
    metrics.failed();
    if (failures == 0) {
      LOG.warn("partition {}: can't save, retrying: {}", partition, e.getMessage());
    }
    listener.refused(e, failures == 0);
    retryAt = now + BACKOFF_NANOS.backoff(failures);
    failures++;
  }

  private void failDownTo(int weight) {
    while (waitingWeight > weight) {
      listener.fail(next());
    }
  }
}
