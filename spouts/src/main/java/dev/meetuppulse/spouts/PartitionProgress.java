package dev.meetuppulse.spouts;

import dev.meetuppulse.core.source.HaltReason;

/** How far a partition is read. Written by the spout's thread, read by any. */
final class PartitionProgress {

  /**
   * Why it can't be read.
   *
   * @param seen in Kafka's or the store's words
   */
  record Halt(HaltReason reason, String seen) {}

  private volatile long position = -1;
  private volatile long saved = -1;
  private volatile long logEnd = -1;
  private volatile Halt halt;
  private volatile Start.Loss loss = Start.Loss.NONE;
  private Start.Loss lastLoss = Start.Loss.NONE;

  void stands(long nowPosition, long nowSaved, long nowLogEnd) {
    position = nowPosition;
    saved = nowSaved;
    logEnd = nowLogEnd;
  }

  /**
   * @param reason null if nothing holds it up
   */
  void halt(HaltReason reason, String seen) {
    halt = reason == null ? null : new Halt(reason, seen);
  }

  /**
   * Adds up the losses. One that is seen again, after going back, counts as far as it has grown.
   */
  void lose(Start.Loss more) {
    boolean isSame = more.records() > 0 && more.saved().equals(lastLoss.saved());
    long known = isSame ? lastLoss.records() : 0;
    if (more.records() > known) {
      lastLoss = more;
      loss = new Start.Loss(more.saved(), loss.records() + more.records() - known, more.text());
    }
  }

  /** Where the consumer reads on; -1 before the first start. */
  long position() {
    return position;
  }

  /** Everything below this offset is saved; -1 before the first start. */
  long saved() {
    return saved;
  }

  long logEnd() {
    return logEnd;
  }

  boolean isHalted() {
    return halt != null;
  }

  /** Null while nothing holds it up. */
  Halt halt() {
    return halt;
  }

  Start.Loss loss() {
    return loss;
  }
}
