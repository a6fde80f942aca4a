package dev.meetuppulse.web.page;

import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Locale;

/** Numbers as people read them, as {@code format.js} writes them. */
final class Numbers {
  private static final int LONGEST = 100_000;
  private static final int LONGEST_TIGHT = 10_000;

  private Numbers() {}

  static String count(long n) {
    return String.format(Locale.US, "%,d", n);
  }

  /** Whole up to 99,999, then 123.5K, 1.2M. */
  static String brief(long n) {
    return n < LONGEST ? count(n) : compact(n);
  }

  /** Whole up to 9,999, then 12.3K: where there is little room. */
  static String tight(long n) {
    return n < LONGEST_TIGHT ? count(n) : compact(n);
  }

  static String percent(long part, long all) {
    if (all == 0) {
      return "–";
    }
    double p = 100.0 * part / all;
    if (p >= 99.95) {
      return "100%";
    }
    return decimal(p, p >= 0.1 || p == 0 ? 1 : 2) + "%";
  }

  /** How often something happens: 23/s, 2.4/min, 3/h. */
  static String pace(double perSecond) {
    if (perSecond >= 1) {
      return few(perSecond) + "/s";
    }
    return perSecond * 60 >= 1 ? few(perSecond * 60) + "/min" : few(perSecond * 3600) + "/h";
  }

  /** One decimal where it matters: 3, 3.4, 12. */
  static String few(double n) {
    if (n >= 9.95) {
      return count(Math.round(n));
    }
    return decimal(n, 1).replace(".0", "");
  }

  /** A usual number; a small one is never written as none. */
  static String usual(double n) {
    return n < 0.05 ? "under 0.1" : few(n);
  }

  private static String decimal(double n, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", n);
  }

  private static String compact(long n) {
    NumberFormat format =
        NumberFormat.getCompactNumberInstance(Locale.US, NumberFormat.Style.SHORT);
    format.setMaximumFractionDigits(1);
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(n);
  }
}
