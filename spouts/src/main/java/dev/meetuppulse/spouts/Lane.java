package dev.meetuppulse.spouts;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
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

  /** What was read up to an offset, the last of it at a time. */
  private static final class Held {
    private final BatchBuilder records;
    private long to;
    private long at;
    private boolean closed;

    private Held(BatchBuilder records) {
      this.records = records;
    }
  }

  private final TopicPartition partition;
  private final SpoutOptions options;
  private final LongSupplier epochs;
  private final PartitionFlight flight;
  private final ArrayDeque<Held> held = new ArrayDeque<>();
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
  void hold(List<ConsumerRecord<ByteBuffer, ByteBuffer>> records, long next, long polledAt) {
    Held last = held.peekLast();
    if (last == null || last.closed) {
      last = openHeld(records.size());
    }
    for (int i = 0; i < records.size(); i++) {
      ConsumerRecord<ByteBuffer, ByteBuffer> record = records.get(i);
      if (!last.records.add(record)) {
        last.to = record.offset();
        last.at = polledAt;
        last = openHeld(records.size() - i);
        last.records.add(record);
      }
      heldBytes += BatchBuilder.size(record);
    }
    last.to = next;
    last.at = polledAt;
    heldRecords += records.size();
  }

  private Held openHeld(int expected) {
    Held opened = new Held(new BatchBuilder(expected, options.batch()));
    held.add(opened);
    return opened;
  }

  /** Adds nothing more to what is held: Kafka is asked to confirm it. */
  void closeHeld() {
    if (!held.isEmpty()) {
      held.getLast().closed = true;
    }
  }

  /** True if Kafka has to confirm the log before all that is held can be emitted. */
  boolean unconfirmed(OptionalLong confirmedAt) {
    return located != null && (!held.isEmpty() || !confirmed(confirmedAt, located.askedAt()));
  }

  /** True if some of what is held can be emitted. */
  boolean ready(OptionalLong confirmedAt) {
    return located != null && !held.isEmpty() && confirmed(confirmedAt, held.peek().at);
  }

  private static boolean confirmed(OptionalLong confirmedAt, long at) {
    return confirmedAt.isPresent() && confirmedAt.getAsLong() - at > 0;
  }

  /**
   * Emits what was confirmed, or an empty batch if nothing was emitted for a while.
   *
   * @param most after so many records no further batch is begun
   * @return records emitted
   */
  int emit(OptionalLong confirmedAt, int most, long now, BiConsumer<RawBatch, RunId> out) {
    if (located == null || !confirmed(confirmedAt, located.askedAt())) {
      return 0;
    }
    int emitted = 0;
    while (emitted < most && ready(confirmedAt)) {
      Held first = held.remove();
      emitted += first.records.count();
      heldBytes -= first.records.bytes();
      emit(first.to, first.records, now, out);
    }
    heldRecords -= emitted;
    if (now - lastEmit >= IDLE_NANOS) {
      emit(flight.position(), new BatchBuilder(0, 1), now, out);
    }
    return emitted;
  }

  private void emit(long to, BatchBuilder records, long now, BiConsumer<RawBatch, RunId> out) {
    long from = flight.position();
    end = Math.max(end, to);
    RunId id = flight.emit(to, records.count(), records.bytes());
    RawBatch batch = records.build(partition.partition(), log, from, to, end, start);
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
