package dev.meetuppulse.meetup;

import java.util.Map;

/**
 * A query, ready to send.
 *
 * @param name of its file, for messages
 * @param points that it is taken to cost
 */
record Query(String name, String text, Map<String, Object> variables, int points) {}
