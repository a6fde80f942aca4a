package dev.meetuppulse.spouts;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Records of one partition, already in batches, that wait until Kafka confirms which log they came
 * from. Times are {@link System#nanoTime}.
 */
final class UnconfirmedRecords {

  /** Records up to an offset, the last of them read at a time. */
  static final class UnconfirmedBatch {
    final BatchBuilder records;
    private InFlightBatches.Offset to;
    private long at;
    private boolean isClosed;

    private UnconfirmedBatch(BatchBuilder records) {
      this.records = records;
    }

    InFlightBatches.Offset to() {
      return to;
    }
  }

  private final int batch;
  private final ArrayDeque<UnconfirmedBatch> held = new ArrayDeque<>();
  private int records;
  private long bytes;

  /**
   * @param batch records in a batch at most
   */
  UnconfirmedRecords(int batch) {
    this.batch = batch;
  }

  /**
   * Adds the records of a poll.
   *
   * @param next the offset after them
   */
  void add(List<ConsumerRecord<ByteBuffer, ByteBuffer>> polled, OffsetAndMetadata next, long at) {
    UnconfirmedBatch last = held.peekLast();
    if (last == null || last.isClosed) {
      last = open(polled.size());
    }
    for (int i = 0; i < polled.size(); i++) {
      ConsumerRecord<ByteBuffer, ByteBuffer> record = polled.get(i);
      if (!last.records.add(record)) {
        last.to =
            new InFlightBatches.Offset(
                record.offset(), polled.get(Math.max(0, i - 1)).leaderEpoch());
        last.at = at;
        last = open(polled.size() - i);
        last.records.add(record);
      }
      bytes += BatchBuilder.size(record);
    }
    last.to = new InFlightBatches.Offset(next.offset(), next.leaderEpoch());
    last.at = at;
    records += polled.size();
  }

  private UnconfirmedBatch open(int expected) {
    UnconfirmedBatch opened = new UnconfirmedBatch(new BatchBuilder(expected, batch));
    held.add(opened);
    return opened;
  }

  /** Adds nothing more to what is held: Kafka is asked to confirm it. */
  void close() {
    if (!held.isEmpty()) {
      held.getLast().isClosed = true;
    }
  }

  /** True if the first batch was read before the log was last confirmed. */
  boolean isFirstConfirmed(OptionalLong confirmedAt) {
    return !held.isEmpty()
        && confirmedAt.isPresent()
        && confirmedAt.getAsLong() - held.peek().at > 0;
  }

  UnconfirmedBatch remove() {
    UnconfirmedBatch first = held.remove();
    records -= first.records.count();
    bytes -= first.records.bytes();
    return first;
  }

  void clear() {
    held.clear();
    records = 0;
    bytes = 0;
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  int records() {
    return records;
  }

  long bytes() {
    return bytes;
  }

  /** The offset after all that is held, or the one given if nothing is. */
  InFlightBatches.Offset end(InFlightBatches.Offset otherwise) {
    return held.isEmpty() ? otherwise : held.getLast().to;
  }
}
