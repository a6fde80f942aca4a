package dev.meetuppulse.core.count;

import dev.meetuppulse.core.rsvp.Outcome;
import java.util.List;

/**
 * A run of consecutive records of one partition, judged but not counted.
 *
 * @param range of the log
 * @param offsets of each record, ascending, within the range; it has more where the log has holes
 *     or keep-alives
 * @param appendTimes of each record, ms since the epoch, by the broker's clock; where the topic's
 *     times are its producers' own, the time at which it was parsed
 * @param outcomes what became of each record
 */
public record Batch(BatchRange range, long[] offsets, long[] appendTimes, List<Outcome> outcomes) {

  /**
   * Fewer records than this are no backlog: of a fast stream some are on their way at any time, and
   * they are counted in less time than passes between two publications.
   */
  public static final long MIN_BACKLOG = 10_000;

  /** The same records with other outcomes, in the same order. */
  public Batch withOutcomes(List<Outcome> others) {
    return new Batch(range, offsets, appendTimes, others);
  }

  /** True if the log has many more records after it. */
  public boolean leavesBacklog() {
    return range.logEnd() - range.to() >= MIN_BACKLOG;
  }
}
