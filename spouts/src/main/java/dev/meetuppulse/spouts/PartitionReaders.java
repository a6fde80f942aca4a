package dev.meetuppulse.spouts;

import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.kafka.HaltReasons;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of one spout task and the consumer that reads them all; a problem with one of them
 * stops no other. For the spout's thread. Times are {@link System#nanoTime}.
 */
final class PartitionReaders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionReaders.class);
  private static final long CONFIRM_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Consumer<ByteBuffer, ByteBuffer> consumer;
  private final TopicMonitor monitor;
  private final SpoutOptions options;
  private final Duration pollTimeout;
  private final ConcurrentNavigableMap<Integer, PartitionReader> readers =
      new ConcurrentSkipListMap<>();
  private final OffsetCommitter committer;
  private TopicMonitor.TopicView followed;
  private long epoch;

  /** The partition that emits first, and whether any had more to emit last time. */
  private int turn;

  private boolean hasMore;
  private long nextConfirm = System.nanoTime();

  PartitionReaders(
      Consumer<ByteBuffer, ByteBuffer> consumer,
      TopicMonitor monitor,
      SpoutOptions options,
      Duration pollTimeout) {
    this.consumer = consumer;
    this.monitor = monitor;
    this.options = options;
    this.pollTimeout = pollTimeout;
    this.committer = new OffsetCommitter(consumer);
  }

  /**
   * One round: takes on what has changed in the topic, reads, and emits what is confirmed.
   *
   * @throws KafkaException if none of the partitions can be read now
   */
  void step(BiConsumer<RawBatch, BatchId> out) {
    long now = System.nanoTime();
    follow(now);
    locate(now);
    poll();
    emit(System.nanoTime(), out);
    committer.commit(readers.values(), now);
  }

  private void follow(long now) {
    TopicMonitor.TopicView view = monitor.view().orElse(null);
    if (view == null || view == followed) {
      return;
    }
    followed = view;
    readers.keySet().retainAll(view.ours().keySet());
    view.ours()
        .forEach(
            (partition, ends) -> {
              PartitionReader reader = readers.get(partition);
              if (reader == null) {
                reader = open(new TopicPartition(view.topic(), partition), view.id(), now);
              } else if (!reader.log().topicId().equals(view.id())) {
                LOG.warn("{}: the topic was deleted and created again", reader.partition());
                reader.startAgain(LogId.of(view.id()), now);
              }
              ends.end().ifPresent(reader::updateLogEnd);
            });
    assign();
  }

  private PartitionReader open(TopicPartition partition, String topicId, long now) {
    PartitionReader reader =
        new PartitionReader(partition, LogId.of(topicId), options, () -> ++epoch, now);
    readers.put(partition.partition(), reader);
    return reader;
  }

  private void locate(long now) {
    for (PartitionReader reader : readers.values()) {
      if (reader.locate(monitor, now)) {
        assign();
        seek(reader);
      }
    }
  }

  private void seek(PartitionReader reader) {
    InFlightBatches.Offset from = reader.position();
    consumer.seek(reader.partition(), new OffsetAndMetadata(from.value(), from.leaderEpoch(), ""));
  }

  /**
   * Only partitions with a position are assigned, so Kafka never picks one itself. One that is not
   * assigned any more loses what was fetched of it, damaged as it may be.
   */
  private void assign() {
    Set<TopicPartition> reading = new HashSet<>();
    for (PartitionReader reader : readers.values()) {
      if (reader.isReading()) {
        reading.add(reader.partition());
      }
    }
    if (!reading.equals(consumer.assignment())) {
      consumer.assign(reading);
    }
  }

  private void poll() {
    if (!pauseTheFull()) {
      return;
    }
    try {
      hold(consumer.poll(hasMore ? Duration.ZERO : pollTimeout));
    } catch (LogTruncationException e) {
      cutBack(e);
    } catch (OffsetOutOfRangeException e) {
      LOG.warn("{} not in the log", e.offsetOutOfRangePartitions());
      goBack(e.partitions());
      monitor.refreshSoon();
    } catch (KafkaException | IllegalStateException e) {
      suspend(e);
    }
  }

  /** False if there is no partition to read. */
  private boolean pauseTheFull() {
    boolean any = false;
    for (PartitionReader reader : readers.values()) {
      if (reader.isReading()) {
        any = true;
        Set<TopicPartition> one = Set.of(reader.partition());
        if (reader.isFull()) {
          consumer.pause(one);
        } else {
          consumer.resume(one);
        }
      }
    }
    return any;
  }

  private void hold(ConsumerRecords<ByteBuffer, ByteBuffer> polled) {
    long polledAt = System.nanoTime();
    polled
        .nextOffsets()
        .forEach(
            (partition, next) -> {
              PartitionReader reader = readers.get(partition.partition());
              reader.hold(polled.records(partition), next, polledAt);
              consumer
                  .currentLag(partition)
                  .ifPresent(lag -> reader.updateLogEnd(next.offset() + lag));
            });
  }

  private void cutBack(LogTruncationException e) {
    long now = System.nanoTime();
    for (TopicPartition partition : e.partitions()) {
      OffsetAndMetadata divergence = e.divergentOffsets().get(partition);
      readers
          .get(partition.partition())
          .cutBack(
              divergence == null ? OptionalLong.empty() : OptionalLong.of(divergence.offset()),
              now);
    }
    assign();
    monitor.refreshSoon();
  }

  /** Kafka's client names the partition it can't read only in its message. */
  private void suspend(RuntimeException e) {
    PartitionReader broken = named(e).or(() -> damaged(e)).orElseThrow(() -> e);
    HaltReason reason = HaltReasons.of(e);
    boolean isDamaged = reason == HaltReason.KAFKA_AWAY && e instanceof KafkaException;
    broken.suspend(isDamaged ? HaltReason.DAMAGED_BATCH : reason, e, System.nanoTime());
    assign();
  }

  private Optional<PartitionReader> named(RuntimeException e) {
    return readers.values().stream()
        .filter(reader -> reader.isReading() && HaltReasons.isNamed(reader.partition(), e))
        .findFirst();
  }

  /**
   * The partition of a batch that Kafka's client can't even begin to read: it does not name it, and
   * throws the same again, before all else, until that partition is no longer assigned. So they are
   * taken away one by one, first those that were stuck already.
   */
  private Optional<PartitionReader> damaged(RuntimeException e) {
    if (!(e instanceof CorruptRecordException)) {
      return Optional.empty();
    }
    Deque<PartitionReader> suspects = new ArrayDeque<>();
    for (PartitionReader reader : readers.values()) {
      if (reader.isReading() && reader.progress().isHalted()) {
        suspects.addFirst(reader);
      } else if (reader.isReading()) {
        suspects.addLast(reader);
      }
    }
    List<PartitionReader> takenAway = new ArrayList<>();
    Set<TopicPartition> others = new HashSet<>(consumer.assignment());
    try {
      do {
        PartitionReader suspect = suspects.remove();
        takenAway.add(suspect);
        others.remove(suspect.partition());
        consumer.assign(others);
      } while (!suspects.isEmpty() && !canRead());
    } finally {
      assign();
      takenAway.forEach(this::seek);
    }
    return Optional.of(takenAway.get(takenAway.size() - 1));
  }

  private boolean canRead() {
    try {
      hold(consumer.poll(Duration.ZERO));
      return true;
    } catch (CorruptRecordException e) {
      return false;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException | IllegalStateException e) {
      // Another's trouble, which comes again.
      return true;
    }
  }

  /**
   * Emits about as much as one poll reads, so that what awaits confirmation stays ahead of what is
   * emitted, and no task ever waits for a confirmation while there are records.
   */
  private void emit(long now, BiConsumer<RawBatch, BatchId> out) {
    if (followed == null) {
      return;
    }
    OptionalLong confirmedAt = monitor.confirmedAt(followed.id());
    int room = options.batch();
    boolean ask = false;
    hasMore = false;
    for (PartitionReader reader : inTurn()) {
      int emitted = reader.emit(confirmedAt, room, now, out);
      room -= emitted;
      if (room <= 0 && emitted > 0) {
        turn = reader.partition().partition() + 1;
      }
      hasMore |= reader.isReady(confirmedAt);
      ask |= reader.isUnconfirmed(confirmedAt);
    }
    if (ask && now - nextConfirm >= 0) {
      nextConfirm = now + CONFIRM_NANOS;
      readers.values().forEach(PartitionReader::closeHeld);
      monitor.confirm();
    }
  }

  private List<PartitionReader> inTurn() {
    List<PartitionReader> ordered = new ArrayList<>(readers.tailMap(turn, true).values());
    ordered.addAll(readers.headMap(turn, false).values());
    return ordered;
  }

  void ack(BatchId id) {
    PartitionReader reader = readers.get(id.partition());
    if (reader != null) {
      reader.ack(id);
    }
  }

  /**
   * Sends a partition back if one of its batches failed and still matters.
   *
   * @return false if it no longer matters
   */
  boolean fail(BatchId id) {
    PartitionReader reader = readers.get(id.partition());
    if (reader == null || !reader.isInFlight(id)) {
      return false;
    }
    goBack(Set.of(reader.partition()));
    return true;
  }

  private void goBack(Collection<TopicPartition> partitions) {
    long now = System.nanoTime();
    partitions.forEach(partition -> readers.get(partition.partition()).goBack(now));
    assign();
  }

  /** Commits to Kafka at once how far each partition is saved. */
  void commitNow() {
    committer.commitNow(readers.values());
  }

  /** The partitions of this task; may be iterated by any thread. */
  Collection<PartitionReader> all() {
    return readers.values();
  }

  /** A partition's progress, for any thread; null if it is not known yet. */
  PartitionProgress progress(int partition) {
    PartitionReader reader = readers.get(partition);
    return reader == null ? null : reader.progress();
  }

  @Override
  public void close() {
    SpoutClients.close(consumer);
  }
}
