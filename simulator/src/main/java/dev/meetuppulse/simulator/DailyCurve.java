package dev.meetuppulse.simulator;

/**
 * How busy the stream is by hour of day (UTC): the US is busiest in its evening, the rest of the
 * world in its midday, so the share of the US goes from 42 % at noon UTC to 74 % at night.
 */
final class DailyCurve {
  private static final double US_SHARE = 0.626;
  private static final double DAY = 86_400_000;

  private DailyCurve() {}

  /** The rate of US RSVPs at a time, as a part of the day's mean rate of all. */
  static double us(long time, boolean daily) {
    return US_SHARE * (daily ? 1 + 0.45 * wave(time, 1) : 1);
  }

  /** The rate of other RSVPs, likewise. */
  static double others(long time, boolean daily) {
    return (1 - US_SHARE) * (daily ? 1 + 0.3 * wave(time, 13) : 1);
  }

  private static double wave(long time, int peakHour) {
    return Math.cos(2 * Math.PI * (Math.floorMod(time, (long) DAY) / DAY - peakHour / 24.0));
  }
}
