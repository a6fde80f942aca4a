package dev.meetuppulse.core.trend;

import java.time.Duration;

/**
 * How surprise is judged.
 *
 * @param warmUp nothing rises in so much time after the first bucket
 * @param halfLife what is usual forgets half of what it learned in so much time
 * @param ratio the rise to watch for, as times the usual rate; smaller ones take longer to notice
 * @param alarm evidence that makes a key rise: the logarithm of how much better a rise explains the
 *     counts than chance does
 * @param leastRsvps a key with fewer since it began to rise does not
 * @param prior RSVPs a key is thought to have had beyond those seen, so that the first of a new key
 *     are no sensation
 * @param caution standard deviations that the usual is taken higher than it was seen, for what was
 *     learned from few RSVPs is uncertain
 * @param profiles keys whose daily cycle is learned, at most
 */
public record TrendOptions(
    Duration warmUp,
    Duration halfLife,
    double ratio,
    double alarm,
    int leastRsvps,
    double prior,
    double caution,
    int profiles) {

  /** Tuned with {@code pulse trends evaluate}. */
  public static final TrendOptions DEFAULTS =
      new TrendOptions(Duration.ofMinutes(10), Duration.ofHours(2), 2.5, 22, 10, 2, 1, 100_000);

  public TrendOptions {
    check(!warmUp.isNegative(), "the warm-up can't be negative");
    check(halfLife.toMillis() > 0, "the half-life must be above 0");
    check(ratio > 1, "the ratio must be above 1");
    check(alarm > 0, "the alarm must be above 0");
    check(leastRsvps >= 1, "the least RSVPs must be at least 1");
    check(prior > 0, "the prior must be above 0");
    check(caution >= 0, "the caution can't be negative");
    check(profiles >= 0, "the profiles can't be negative");
  }

  private static void check(boolean fine, String message) {
    if (!fine) {
      throw new IllegalArgumentException(message);
    }
  }
}
