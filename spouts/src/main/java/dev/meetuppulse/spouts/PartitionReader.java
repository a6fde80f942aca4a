package dev.meetuppulse.spouts;

import dev.meetuppulse.core.count.BatchRange;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.Trouble;
import dev.meetuppulse.kafka.HaltReasons;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one partition: finds where to start, holds what was read until Kafka has confirmed which
 * log it came from, emits it, and settles it; when a batch fails it starts again. Times are {@link
 * System#nanoTime}. For the spout's thread; what others may ask for is in {@link #progress}.
 */
final class PartitionReader {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionReader.class);

  /** An empty batch goes out after this long without a batch: it has saves made, and gaps found. */
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(KafkaBatchSpout.IDLE_MILLIS);

  private static final long MAX_BACKOFF_NANOS = TimeUnit.SECONDS.toNanos(4);
  private static final ExponentialBackoff BACKOFF_NANOS =
      new ExponentialBackoff(TimeUnit.MILLISECONDS.toNanos(250), 2, MAX_BACKOFF_NANOS, 0);

  private final TopicPartition partition;
  private final SpoutOptions options;
  private final LongSupplier epochs;
  private final InFlightBatches inFlight;
  private final UnconfirmedRecords held;
  private final PartitionProgress progress = new PartitionProgress();
  private final LogOnce trouble = new LogOnce(LOG);
  private LogId log;

  /**
   * Records that the start found to be gone; reported once the log is confirmed to be the one that
   * lost it.
   */
  private Start.Loss loss = Start.Loss.NONE;

  private CompletableFuture<Start> locating;
  private Start start;

  /** The consumer's position while it is before the first offset to emit; null once it is there. */
  private InFlightBatches.Offset approach;

  private boolean isBeginning;
  private boolean isSuspended;
  private OptionalLong startedAt = OptionalLong.empty();
  private StartLocator.Cut cut = StartLocator.Cut.NONE;
  private long retryAt;
  private int setbacks;
  private long logEnd;
  private long lastEmit;

  /**
   * @param epochs gives each epoch a number of its own
   */
  PartitionReader(
      TopicPartition partition, LogId log, SpoutOptions options, LongSupplier epochs, long now) {
    this.partition = partition;
    this.log = log;
    this.options = options;
    this.epochs = epochs;
    this.inFlight = new InFlightBatches(partition.partition());
    this.held = new UnconfirmedRecords(options.batch());
    this.retryAt = now;
  }

  /** The topic was deleted and created again: nothing of the new log has been read. */
  void startAgain(LogId newLog, long now) {
    log = newLog;
    logEnd = 0;
    setbacks = 0;
    loss = Start.Loss.NONE;
    goBack(now);
    startedAt = OptionalLong.of(0);
  }

  /** The log was cut back, perhaps to an offset that Kafka names. */
  void cutBack(OptionalLong divergence, long now) {
    goBack(now);
    cut = new StartLocator.Cut(true, divergence);
  }

  /** Forgets what is in flight and starts again from where the saved state ends. */
  void goBack(long now) {
    if (setbacks == 0 && start != null) {
      LOG.info(
          "{}: going back from {} to where the saved state ends",
          partition,
          inFlight.position().value());
    }
    inFlight.restart(epochs.getAsLong(), inFlight.saved());
    held.clear();
    approach = null;
    start = null;
    isSuspended = false;
    if (locating != null) {
      locating.cancel(false);
      locating = null;
    }
    retryAt = now + backoffNanos();
    setbacks++;
  }

  /** Kafka can't return the next records: those already read are emitted, and it retries later. */
  void suspend(HaltReason reason, Throwable error, long now) {
    progress.halt(reason, message(error));
    trouble.begin(partition + ": can't read at offset " + position().value(), error);
    isSuspended = true;
    retryAt = now + MAX_BACKOFF_NANOS;
  }

  /**
   * Takes the next step towards reading.
   *
   * @return true once: when {@link #position} is where to read from
   */
  boolean locate(TopicMonitor monitor, long now) {
    if (isReading() || now - retryAt < 0) {
      return false;
    }
    if (isSuspended) {
      isSuspended = false;
      return true;
    }
    if (locating == null) {
      locating = monitor.locate(new StartLocator.Wanted(partition, log, startedAt, cut));
    }
    if (!locating.isDone()) {
      return false;
    }
    try {
      begin(locating.join(), now);
      return true;
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      trouble.begin("can't find where to start in " + partition, cause);
      progress.halt(
          cause instanceof StoreException ? HaltReason.STORE : HaltReasons.of(cause),
          message(cause));
      retryAt = now + backoffNanos();
      setbacks++;
      return false;
    } finally {
      locating = null;
    }
  }

  private void begin(Start found, long now) {
    start = found;
    log = found.log();
    logEnd = found.end();
    cut = StartLocator.Cut.NONE;
    isBeginning = found.isBeginning();
    startedAt = isBeginning ? OptionalLong.of(found.offset()) : OptionalLong.empty();
    approach(found.readFrom());
    lastEmit = now;
    trouble.end(partition + " resumed");
    if (found.loss().records() > 0) {
      loss = found.loss();
    }
    progress.halt(null, "");
    updateProgress();
  }

  /** The consumer is positioned at an offset at or before the first to emit. */
  private void approach(InFlightBatches.Offset offset) {
    boolean isThere = offset.value() == start.offset();
    approach = isThere ? null : offset;
    inFlight.restart(
        epochs.getAsLong(), isThere ? offset : InFlightBatches.Offset.of(start.offset()));
  }

  private long backoffNanos() {
    return setbacks == 0 ? 0 : BACKOFF_NANOS.backoff(setbacks - 1);
  }

  private static String message(Throwable error) {
    return Trouble.firstLine(Trouble.root(error));
  }

  /** Holds the records of a poll until they are confirmed; those that are saved are dropped. */
  void hold(
      List<ConsumerRecord<ByteBuffer, ByteBuffer>> records, OffsetAndMetadata next, long polledAt) {
    if (progress.isHalted()) {
      progress.halt(null, "");
      trouble.end(partition + " resumed");
    }
    if (approach == null) {
      held.add(records, next, polledAt);
    } else if (next.offset() <= start.offset()) {
      approach(new InFlightBatches.Offset(next.offset(), next.leaderEpoch()));
    } else {
      approach = null;
      held.add(
          records.stream().filter(record -> record.offset() >= start.offset()).toList(),
          next,
          polledAt);
    }
  }

  /** Adds nothing more to what is held: Kafka is asked to confirm it. */
  void closeHeld() {
    held.close();
  }

  /** True if Kafka has to confirm the log before all that is held can be emitted. */
  boolean isUnconfirmed(OptionalLong confirmedAt) {
    return start != null && (!held.isEmpty() || !isStartConfirmed(confirmedAt));
  }

  /** True if some of what is held can be emitted. */
  boolean isReady(OptionalLong confirmedAt) {
    return start != null && held.isFirstConfirmed(confirmedAt);
  }

  private boolean isStartConfirmed(OptionalLong confirmedAt) {
    return confirmedAt.isPresent() && confirmedAt.getAsLong() - start.askedAt() > 0;
  }

  /**
   * Emits what was confirmed, or an empty batch if nothing was emitted for a while. Nothing is
   * emitted on the way to the first offset to emit.
   *
   * @param most after this many records no further batch is begun
   * @return records emitted
   */
  int emit(OptionalLong confirmedAt, int most, long now, BiConsumer<RawBatch, BatchId> out) {
    if (start == null || approach != null || !isStartConfirmed(confirmedAt)) {
      return 0;
    }
    int emitted = 0;
    while (emitted < most && isReady(confirmedAt)) {
      UnconfirmedRecords.UnconfirmedBatch first = held.remove();
      emitted += first.records.count();
      emit(first.to(), first.records, now, out);
    }
    if (now - lastEmit >= IDLE_NANOS) {
      emit(inFlight.position(), new BatchBuilder(0, 1), now, out);
    }
    return emitted;
  }

  private void emit(
      InFlightBatches.Offset to,
      BatchBuilder records,
      long now,
      BiConsumer<RawBatch, BatchId> out) {
    progress.lose(loss);
    loss = Start.Loss.NONE;
    long from = inFlight.position().value();
    logEnd = Math.max(logEnd, to.value());
    BatchId id = inFlight.emit(to, records.count(), records.bytes());
    RawBatch batch =
        records.build(
            new BatchRange(
                partition.partition(), log.toString(), from, to.value(), logEnd, isBeginning));
    isBeginning = false;
    lastEmit = now;
    updateProgress();
    out.accept(batch, id);
  }

  void ack(BatchId id) {
    if (inFlight.ack(id) && start != null && inFlight.saved().value() > start.offset()) {
      setbacks = 0;
      startedAt = OptionalLong.empty();
    }
    updateProgress();
  }

  /** True if a failed batch must be read again. */
  boolean isInFlight(BatchId id) {
    return inFlight.isInFlight(id);
  }

  /** True while nothing further may be read. */
  boolean isFull() {
    return inFlight() >= options.inFlight()
        || inFlight.bytes() + held.bytes() >= options.inFlightBytes()
        || inFlight.count() >= options.inFlightBatches();
  }

  /**
   * True once the leader epoch that was committed has been passed, and another may replace it.
   * Until something is saved after a beginning, it is what tells that the log was cut back.
   */
  boolean isCommittable() {
    return isReading() && approach == null && startedAt.isEmpty();
  }

  /** True while the consumer should read it. */
  boolean isReading() {
    return start != null && !isSuspended;
  }

  /** Updates the end of the log; what was read is before it, however early a report of it is. */
  void updateLogEnd(long seen) {
    logEnd = Math.max(position().value(), seen);
    if (start != null) {
      updateProgress();
    }
  }

  private void updateProgress() {
    progress.stands(position().value(), inFlight.saved().value(), logEnd);
  }

  TopicPartition partition() {
    return partition;
  }

  LogId log() {
    return log;
  }

  /** Where the consumer reads on. */
  InFlightBatches.Offset position() {
    return approach == null ? held.end(inFlight.position()) : approach;
  }

  InFlightBatches.Offset saved() {
    return inFlight.saved();
  }

  /** Records that are read but not saved. */
  int inFlight() {
    return inFlight.records() + held.records();
  }

  PartitionProgress progress() {
    return progress;
  }
}
