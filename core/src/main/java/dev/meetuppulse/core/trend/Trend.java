package dev.meetuppulse.core.trend;

import java.io.Serializable;
import java.util.Locale;

/**
 * A key that is rising, and why.
 *
 * @param key its number
 * @param score how surprising that is; what it means is up to the detector
 * @param now RSVPs since then
 * @param expected RSVPs that were to be expected since then
 * @param since when it began to rise, ms since the epoch
 */
public record Trend(int key, double score, long now, double expected, long since)
    implements Serializable {

  /** The ratio of what came to what was expected. */
  public double times() {
    return now / expected;
  }

  /**
   * A number for people: a small one keeps a decimal, because "usually 0" would explain nothing.
   */
  public static String usual(double number) {
    if (number < 0.05) {
      return "under 0.1";
    }
    return number < 9.95
        ? String.format(Locale.ROOT, "%.1f", number).replace(".0", "")
        : Long.toString(Math.round(number));
  }
}
