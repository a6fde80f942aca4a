package dev.meetuppulse.core.board;

/**
 * Boards other than the published ones.
 *
 * @param filter which RSVPs to look at, or null for all
 * @param measure what rows are ranked by
 */
public record Selection(Filter filter, Measure measure) {}
