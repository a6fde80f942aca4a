package dev.meetuppulse.spouts;

import java.util.Optional;

/**
 * Where to read a partition from.
 *
 * @param log the identity of its log
 * @param offset the first offset to read
 * @param leaderEpoch of the record before it, so that the consumer notices a log that was cut back
 * @param isBeginning true if nothing was saved right before it
 * @param end the end of the log
 * @param askedAt when it was asked for, {@link System#nanoTime}
 * @param loss the records that are gone
 */
record Start(
    LogId log,
    long offset,
    Optional<Integer> leaderEpoch,
    boolean isBeginning,
    long end,
    long askedAt,
    Loss loss) {

  /**
   * Records that are gone from Kafka.
   *
   * @param text what happened to them; empty if there are none
   */
  record Loss(long records, String text) {
    static final Loss NONE = new Loss(0, "");
  }
}
