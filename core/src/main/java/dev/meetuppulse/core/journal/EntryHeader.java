package dev.meetuppulse.core.journal;

import dev.meetuppulse.core.window.Dimension;
import java.util.Map;

/**
 * The header of an entry: the partition's state after the entry.
 *
 * @param snapshot true if the entry holds everything, false if it adds to the one before (a delta)
 * @param version of the save; a delta follows the entry whose version is one less
 * @param tokens of the counters that saved it and the entry before
 * @param scope of the count
 * @param bounds that were in force
 * @param position where the counted records end
 * @param logEnd the end of the log as last seen
 * @param rebuildEnd where the log ended when the count began
 * @param clock the largest {@code mtime} of the partition's valid records, ms since the epoch
 * @param tally the partition's record counts
 * @param shortBy for each dimension of which keys were evicted: RSVPs by which a key's total of all
 *     time may be short, at most
 */
public record EntryHeader(
    boolean snapshot,
    long version,
    FencingTokens tokens,
    CountScope scope,
    MemoryBounds bounds,
    Position position,
    long logEnd,
    long rebuildEnd,
    long clock,
    Tally tally,
    Map<Dimension, Long> shortBy) {

  /**
   * Fencing tokens of counters. A store that lost its last saves lets the next counter use their
   * versions again: the token distinguishes its entries from the lost ones.
   *
   * @param own of the counter that saved the entry; 0 if an earlier format did not say
   * @param previous of the counter that saved the entry a delta follows; 0 if that is not known
   */
  public record FencingTokens(long own, long previous) {}

  /** True if this is the delta that follows an entry. */
  boolean follows(EntryHeader other) {
    boolean isSameHistory =
        tokens.previous() == 0
            || other.tokens.own() == 0
            || tokens.previous() == other.tokens.own();
    return !snapshot && version == other.version + 1 && isSameHistory;
  }

  /**
   * The bounds of a partition's memory.
   *
   * @param rememberMillis how long an RSVP is remembered after it was last seen, in stream time
   * @param rememberMost RSVPs remembered at most
   * @param mostKeys of each dimension; a key with a long text weighs as several
   */
  public record MemoryBounds(long rememberMillis, int rememberMost, int mostKeys) {}
}
