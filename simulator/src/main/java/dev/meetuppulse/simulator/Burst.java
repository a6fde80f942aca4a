package dev.meetuppulse.simulator;

import java.time.Duration;

/**
 * Sudden interest in a topic, laid over the usual traffic: from its start, the RSVPs that carry the
 * topic (in one city, if it names one) come at {@code factor} times their usual rate.
 *
 * @param topic a topic's urlkey
 * @param city {@code City, ST} (or {@code City, CC} without a state), or null for everywhere
 * @param start stream time, ms since the epoch
 * @param factor times the usual rate, above 1
 * @param length how long it lasts
 */
public record Burst(String topic, String city, long start, double factor, Duration length) {

  public Burst {
    if (topic == null || topic.isBlank()) {
      throw new IllegalArgumentException("a burst must name a topic");
    }
    if (!(factor > 1 && factor <= 10_000)) {
      throw new IllegalArgumentException("a burst's factor must be above 1 and at most 10000");
    }
    if (length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException("a burst must have a length");
    }
  }

  /** When it ends, ms since the epoch. */
  public long end() {
    return start + length.toMillis();
  }
}
