package dev.meetuppulse.core.board;

/**
 * Boards other than the published ones.
 *
 * @param filter the RSVPs to include, or null for all
 * @param measure what rows are ranked by
 */
public record QueryCriteria(Filter filter, Measure measure) {}
