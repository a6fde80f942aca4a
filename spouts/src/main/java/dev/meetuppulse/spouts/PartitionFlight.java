package dev.meetuppulse.spouts;

import java.util.ArrayDeque;

/**
 * The books of one partition: which runs are in flight, and up to where everything is saved.
 *
 * <p>Runs form a chain, and an ack means that the counted state, which is a prefix of the
 * partition, is saved up to the run's end. So an ack settles its run and all before it, and an ack
 * that got lost with a dead worker holds up nothing.
 */
final class PartitionFlight {

  private record Run(long number, long to, int records, long bytes) {}

  private final int partition;
  private final ArrayDeque<Run> runs = new ArrayDeque<>();
  private long epoch;
  private long nextNumber;
  private long position;
  private long saved;
  private int records;
  private long bytes;

  PartitionFlight(int partition) {
    this.partition = partition;
  }

  /** Forgets what is in flight and goes on from an offset. Epochs must never come twice. */
  void restart(long newEpoch, long offset) {
    runs.clear();
    records = 0;
    bytes = 0;
    nextNumber = 0;
    epoch = newEpoch;
    position = offset;
    saved = offset;
  }

  /** Puts the run from {@link #position} to an offset in flight. */
  RunId emit(long to, int recordCount, long byteCount) {
    Run run = new Run(nextNumber++, to, recordCount, byteCount);
    runs.add(run);
    records += recordCount;
    bytes += byteCount;
    position = to;
    return new RunId(partition, epoch, run.number);
  }

  /**
   * Settles a run and all before it.
   *
   * @return false if it was settled or forgotten before
   */
  boolean ack(RunId id) {
    if (!inFlight(id)) {
      return false;
    }
    while (!runs.isEmpty() && runs.peek().number <= id.number()) {
      Run run = runs.remove();
      records -= run.records;
      bytes -= run.bytes;
      saved = run.to;
    }
    return true;
  }

  /** True if the run is of this epoch and not settled: its failure matters. */
  boolean inFlight(RunId id) {
    return id.epoch() == epoch && !runs.isEmpty() && runs.peek().number <= id.number();
  }

  /** Where the next run starts. */
  long position() {
    return position;
  }

  /** Everything below this offset is saved. */
  long saved() {
    return saved;
  }

  /** Records in flight. */
  int records() {
    return records;
  }

  /** Bytes of values in flight. */
  long bytes() {
    return bytes;
  }

  /** Runs in flight. */
  int runs() {
    return runs.size();
  }
}
