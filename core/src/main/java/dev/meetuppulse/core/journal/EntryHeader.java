package dev.meetuppulse.core.journal;

/**
 * Where a partition stands after an entry.
 *
 * @param base true if the entry holds everything, false if it adds to the one before
 * @param fingerprint of the options it was counted with
 * @param position where the counted records end
 * @param end the end of the log as last seen
 * @param rebuildEnd where the log ended when the count began
 * @param clock the largest {@code mtime} of the partition's valid records, ms since the epoch
 * @param tally the partition's record counts
 */
public record EntryHeader(
    boolean base,
    String fingerprint,
    Position position,
    long end,
    long rebuildEnd,
    long clock,
    Tally tally) {}
