package dev.meetuppulse.core.board;

import dev.meetuppulse.core.window.Dimension;
import java.util.Map;

/**
 * The last hour of a selection.
 *
 * @param clocks when its windows ended, ms since the epoch, oldest first
 * @param rsvps distinct RSVPs of the selection at each of them
 * @param rows for each key asked for what it was ranked by at each of them
 */
public record SelectedHistory(
    long[] clocks, long[] rsvps, Map<Dimension, Map<String, long[]>> rows) {}
