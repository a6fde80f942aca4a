package dev.meetuppulse.core.count;

import dev.meetuppulse.core.rsvp.Outcome;
import java.util.List;

/**
 * A run of consecutive records of one partition, judged but not counted.
 *
 * @param partition its number
 * @param log the log's identity
 * @param from the offset where the run before it ended
 * @param to the first offset after it; equal to {@code from} in a batch that only carries news
 * @param logEnd the end of the log as last seen
 * @param isStart true if nothing was saved for this partition, so that its count begins at {@code
 *     from}
 * @param offsets of each record, ascending, within {@code from} to {@code to}; fewer than {@code to
 *     - from} where the log has holes or keep-alives
 * @param appendTimes of each record, ms since the epoch, by the broker's clock; where the topic's
 *     times are its producers' own, the time at which it was parsed
 * @param outcomes what became of each record
 */
public record Batch(
    int partition,
    String log,
    long from,
    long to,
    long logEnd,
    boolean isStart,
    long[] offsets,
    long[] appendTimes,
    List<Outcome> outcomes) {

  /**
   * Fewer records than this are no backlog: of a fast stream some are on their way at any time, and
   * they are counted in less time than passes between two publications.
   */
  public static final long MIN_BACKLOG = 10_000;

  /** True if the log has many more records after it. */
  public boolean leavesBacklog() {
    return logEnd - to >= MIN_BACKLOG;
  }
}
