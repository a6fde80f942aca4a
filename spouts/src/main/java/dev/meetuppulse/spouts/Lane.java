package dev.meetuppulse.spouts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition's way through the spout: find where to start, read, hold what was read until Kafka
 * has confirmed which log it came from, emit, settle; and back to the first step when a batch
 * fails. Times are {@link System#nanoTime}.
 */
final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  /** After so long without a batch an empty one goes out: it has saves made, and gaps found. */
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(KafkaBatchSpout.IDLE_MILLIS);

  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int MOST_DOUBLINGS = 2;

  /** What one poll read. */
  private record Polled(long at, long next, List<ConsumerRecord<byte[], byte[]>> records) {}

  private final TopicPartition partition;
  private final SpoutOptions options;
  private final LongSupplier epochs;
  private final PartitionFlight flight;
  private final ArrayDeque<Polled> held = new ArrayDeque<>();
  private final Trouble trouble = new Trouble(LOG);
  private String log;
  private Future<Located> locating;
  private Located located;
  private OptionalLong startedAt = OptionalLong.empty();
  private boolean start;
  private long retryAt;
  private int setbacks;
  private long end;
  private long lastEmit;
  private int heldRecords;
  private long heldBytes;

  /**
   * @param epochs gives each epoch a number of its own
   */
  Lane(TopicPartition partition, String log, SpoutOptions options, LongSupplier epochs, long now) {
    this.partition = partition;
    this.log = log;
    this.options = options;
    this.epochs = epochs;
    this.flight = new PartitionFlight(partition.partition());
    this.retryAt = now;
  }

  /** The topic was deleted and made anew: nothing of the new log has been read. */
  void anew(String newLog, long now) {
    log = newLog;
    end = 0;
    setbacks = 0;
    back(now);
    startedAt = OptionalLong.of(0);
  }

  /** Forgets what is in flight and starts again from where the saved state ends. */
  void back(long now) {
    if (setbacks == 0 && located != null) {
      LOG.info("{}: going back from {} to where the saved state ends", partition, position());
    }
    flight.restart(epochs.getAsLong(), flight.saved());
    held.clear();
    heldRecords = 0;
    heldBytes = 0;
    located = null;
    if (locating != null) {
      locating.cancel(false);
      locating = null;
    }
    retryAt = now + pause();
    setbacks++;
  }

  /**
   * Takes the next step towards reading.
   *
   * @return true once, when {@link #position} is where to read from
   */
  boolean locate(LogWatch watch, long now) {
    if (located != null || now - retryAt < 0) {
      return false;
    }
    if (locating == null) {
      locating = watch.locate(partition, log, startedAt);
    }
    if (!locating.isDone()) {
      return false;
    }
    try {
      Located found = locating.get();
      trouble.over(partition + " goes on");
      located = found;
      end = Math.max(end, found.end());
      start = found.start();
      startedAt = start ? OptionalLong.of(found.offset()) : OptionalLong.empty();
      flight.restart(epochs.getAsLong(), found.offset());
      lastEmit = now;
      return true;
    } catch (ExecutionException e) {
      trouble.report("can't find where to start in " + partition, e.getCause());
      retryAt = now + pause();
      setbacks++;
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      locating = null;
    }
  }

  private long pause() {
    return setbacks == 0 ? 0 : FIRST_PAUSE_NANOS << Math.min(setbacks - 1, MOST_DOUBLINGS);
  }

  /** Holds what a poll read, until it is confirmed. */
  void hold(List<ConsumerRecord<byte[], byte[]>> records, long next, long polledAt) {
    held.add(new Polled(polledAt, next, records));
    heldRecords += records.size();
    heldBytes += BatchAssembler.bytes(records);
  }

  /** True if Kafka has to confirm the log before more can be emitted. */
  boolean unconfirmed(OptionalLong confirmedAt) {
    return located != null
        && (!held.isEmpty()
            || confirmedAt.isEmpty()
            || confirmedAt.getAsLong() - located.askedAt() <= 0);
  }

  /** Emits what was confirmed, or an empty batch if nothing was emitted for a while. */
  void emit(OptionalLong confirmedAt, long now, BiConsumer<RawBatch, RunId> out) {
    if (located == null
        || confirmedAt.isEmpty()
        || confirmedAt.getAsLong() - located.askedAt() <= 0) {
      return;
    }
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long next = flight.position();
    while (!held.isEmpty() && confirmedAt.getAsLong() - held.peek().at > 0) {
      Polled polled = held.remove();
      records.addAll(polled.records);
      next = polled.next;
    }
    heldRecords -= records.size();
    heldBytes -= BatchAssembler.bytes(records);
    while (!records.isEmpty() || next > flight.position()) {
      int count = BatchAssembler.take(records, options.batch());
      long to = count < records.size() ? records.get(count).offset() : next;
      emit(to, records.subList(0, count), now, out);
      records = records.subList(count, records.size());
    }
    if (now - lastEmit >= IDLE_NANOS) {
      emit(flight.position(), List.of(), now, out);
    }
  }

  private void emit(
      long to,
      List<ConsumerRecord<byte[], byte[]>> records,
      long now,
      BiConsumer<RawBatch, RunId> out) {
    long from = flight.position();
    end = Math.max(end, to);
    RunId id = flight.emit(to, records.size(), BatchAssembler.bytes(records));
    RawBatch batch =
        BatchAssembler.assemble(partition.partition(), log, from, to, end, start, records);
    start = false;
    lastEmit = now;
    out.accept(batch, id);
  }

  /** Settles a batch; see {@link PartitionFlight#ack}. */
  void ack(RunId id) {
    if (flight.ack(id) && located != null && flight.saved() > located.offset()) {
      setbacks = 0;
      startedAt = OptionalLong.empty();
    }
  }

  /** True if a failed batch must be read again. */
  boolean inFlight(RunId id) {
    return flight.inFlight(id);
  }

  /** True if no more may be read for now. */
  boolean full() {
    return flight.records() + heldRecords >= options.inFlight()
        || flight.bytes() + heldBytes >= options.inFlightBytes()
        || flight.runs() >= options.inFlightRuns();
  }

  /** True between {@link #locate} and the next {@link #back}. */
  boolean reading() {
    return located != null;
  }

  /** Hears where the log ends. */
  void end(long seen) {
    end = Math.max(end, seen);
  }

  TopicPartition partition() {
    return partition;
  }

  String log() {
    return log;
  }

  long position() {
    return flight.position();
  }

  long saved() {
    return flight.saved();
  }

  int inFlight() {
    return flight.records() + heldRecords;
  }

  /** Records in the log that are not saved, as far as known. */
  long lag() {
    return Math.max(0, end - flight.saved());
  }
}
