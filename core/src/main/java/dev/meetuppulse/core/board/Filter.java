package dev.meetuppulse.core.board;

import dev.meetuppulse.core.window.Dimension;

/**
 * A filter that selects RSVPs by one key.
 *
 * @param dimension cities, topics, states, groups or events
 * @param key the RSVPs that count on this key
 */
public record Filter(Dimension dimension, String key) {}
