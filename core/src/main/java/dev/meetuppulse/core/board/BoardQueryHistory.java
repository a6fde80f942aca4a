package dev.meetuppulse.core.board;

import dev.meetuppulse.core.window.Dimension;
import java.util.Map;

/**
 * The last hour of the RSVPs that match the criteria.
 *
 * @param clocks when its windows ended, ms since the epoch, oldest first
 * @param rsvps distinct RSVPs that match at each of them
 * @param rows for each key asked for what it was ranked by at each of them
 */
public record BoardQueryHistory(
    long[] clocks, long[] rsvps, Map<Dimension, Map<String, long[]>> rows) {}
