package dev.meetuppulse.core.journal;

import dev.meetuppulse.core.window.Dimension;
import java.util.Map;

/**
 * The header of an entry: where its partition stands after it.
 *
 * @param snapshot true if the entry holds everything, false if it adds to the one before (a delta)
 * @param version of the save; a delta follows the entry whose version is one less
 * @param scope of the count
 * @param bounds that were in force
 * @param position where the counted records end
 * @param end the end of the log as last seen
 * @param rebuildEnd where the log ended when the count began
 * @param clock the largest {@code mtime} of the partition's valid records, ms since the epoch
 * @param tally the partition's record counts
 * @param shortBy for each dimension of which keys were evicted: RSVPs by which a key's total of all
 *     time may be short, at most
 */
public record EntryHeader(
    boolean snapshot,
    long version,
    CountScope scope,
    MemoryBounds bounds,
    Position position,
    long end,
    long rebuildEnd,
    long clock,
    Tally tally,
    Map<Dimension, Long> shortBy) {

  /**
   * The bounds of a partition's memory.
   *
   * @param rememberMillis how long an RSVP is remembered after it was last seen, in stream time
   * @param rememberMost RSVPs remembered at most
   * @param mostKeys of each dimension; a key with a long text weighs as several
   */
  public record MemoryBounds(long rememberMillis, int rememberMost, int mostKeys) {}
}
