package dev.meetuppulse.spouts;

import dev.meetuppulse.core.journal.Position;

/**
 * Where a partition is to be counted from.
 *
 * @param log the identity of its log
 * @param offset the first offset to emit
 * @param readFrom the first offset to read, with the leader epoch of the record before it if known:
 *     by that the consumer notices a log that was cut back. At or before the first to emit; the
 *     records between are saved
 * @param isBeginning true if nothing was saved right before it
 * @param end the end of the log
 * @param askedAt when it was asked for, {@link System#nanoTime}
 * @param loss the records that are gone
 */
record Start(
    LogId log,
    long offset,
    InFlightBatches.Offset readFrom,
    boolean isBeginning,
    long end,
    long askedAt,
    Loss loss) {

  /**
   * Records that are gone from Kafka.
   *
   * @param saved where the saved state ends; null for no loss
   * @param text what happened to them; empty if there are none
   */
  record Loss(Position saved, long records, String text) {
    static final Loss NONE = new Loss(null, 0, "");
  }
}
