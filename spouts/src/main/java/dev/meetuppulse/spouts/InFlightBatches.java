package dev.meetuppulse.spouts;

import java.util.ArrayDeque;
import java.util.Optional;

/**
 * The batches of one partition that are in flight, and the offset up to which all is saved.
 *
 * <p>Batches form a chain, and an ack means that the counted state, which is a prefix of the
 * partition, is saved up to the batch's end. So an ack settles its batch and all before it, and an
 * ack that got lost with a dead worker holds up nothing.
 */
final class InFlightBatches {

  /**
   * An offset in the log.
   *
   * @param leaderEpoch of the record before it, if known
   */
  record Offset(long value, Optional<Integer> leaderEpoch) {
    /** An offset; the epoch of the record before it is not known. */
    static Offset of(long value) {
      return new Offset(value, Optional.empty());
    }
  }

  private record SentBatch(long number, Offset to, int records, long bytes) {}

  private final int partition;
  private final ArrayDeque<SentBatch> batches = new ArrayDeque<>();
  private long epoch;
  private long nextNumber;
  private Offset position = Offset.of(0);
  private Offset saved = position;
  private int records;
  private long bytes;

  InFlightBatches(int partition) {
    this.partition = partition;
  }

  /** Forgets what is in flight and continues from an offset. An epoch must never be used twice. */
  void restart(long newEpoch, Offset offset) {
    batches.clear();
    records = 0;
    bytes = 0;
    nextNumber = 0;
    epoch = newEpoch;
    position = offset;
    saved = offset;
  }

  /** Puts the batch from {@link #position} to an offset in flight. */
  BatchId emit(Offset to, int recordCount, long byteCount) {
    SentBatch batch = new SentBatch(nextNumber++, to, recordCount, byteCount);
    batches.add(batch);
    records += recordCount;
    bytes += byteCount;
    position = to;
    return new BatchId(partition, epoch, batch.number);
  }

  /**
   * Settles a batch and all before it.
   *
   * @return false if it was settled or forgotten before
   */
  boolean ack(BatchId id) {
    if (!isInFlight(id)) {
      return false;
    }
    while (!batches.isEmpty() && batches.peek().number <= id.number()) {
      SentBatch batch = batches.remove();
      records -= batch.records;
      bytes -= batch.bytes;
      saved = batch.to;
    }
    return true;
  }

  /** True if the batch is of this epoch and not settled: its failure matters. */
  boolean isInFlight(BatchId id) {
    return id.epoch() == epoch && !batches.isEmpty() && batches.peek().number <= id.number();
  }

  /** Where the next batch starts. */
  Offset position() {
    return position;
  }

  /** Everything below this offset is saved. */
  Offset saved() {
    return saved;
  }

  int records() {
    return records;
  }

  long bytes() {
    return bytes;
  }

  int count() {
    return batches.size();
  }
}
