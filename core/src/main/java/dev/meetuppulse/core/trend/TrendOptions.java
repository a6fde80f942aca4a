package dev.meetuppulse.core.trend;

import java.time.Duration;

/**
 * The options by which trends are judged.
 *
 * @param falseAlarmsAnHour keys that chance may raise in an hour, on average
 * @param warmUp nothing rises during this time after the first bucket
 * @param leastRsvps a key with fewer since it began to rise does not
 * @param profiles keys whose daily and weekly cycles are learned, at most
 */
public record TrendOptions(
    double falseAlarmsAnHour, Duration warmUp, int leastRsvps, int profiles) {
  /** Of the false alarms, the part that topics may raise. */
  public static final double TOPICS = 0.8;

  /** Likewise topics within one city. */
  public static final double TOPICS_IN_CITIES = 0.1;

  public static final TrendOptions DEFAULTS =
      new TrendOptions(0.2, Duration.ofMinutes(10), 5, 100_000);

  public TrendOptions {
    check(falseAlarmsAnHour > 0, "the false alarms an hour must be above 0");
    check(!warmUp.isNegative(), "the warm-up can't be negative");
    check(leastRsvps >= 1, "the least RSVPs must be at least 1");
    check(profiles >= 0, "the profiles can't be negative");
  }

  public TrendOptions withFalseAlarmsAnHour(double number) {
    return new TrendOptions(number, warmUp, leastRsvps, profiles);
  }

  /** These options with a fraction of the false alarms. */
  public TrendOptions part(double part) {
    return withFalseAlarmsAnHour(part * falseAlarmsAnHour);
  }

  private static void check(boolean fine, String message) {
    if (!fine) {
      throw new IllegalArgumentException(message);
    }
  }
}
