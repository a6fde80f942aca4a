package dev.meetuppulse.simulator;

/**
 * The usual rate of RSVPs over time (UTC). By hour of the day the US is busiest in its evening, the
 * rest of the world in its midday, so the share of the US goes from 42 % at noon UTC to 74 % at
 * night. By day of the week the US is busiest on Tuesdays and Wednesdays, the rest of the world on
 * Fridays and Saturdays, so the share of the US goes from 68 % to 51 %.
 *
 * @param daily whether the rate follows the hours of the day
 * @param weekly whether the rate follows the days of the week
 */
public record ActivityCurve(boolean daily, boolean weekly) {
  private static final double US_SHARE = 0.626;
  private static final double DAY = 86_400_000;

  /** Times the mean rate at noon of each day, from Monday; the mean of a week is 1. */
  private static final double[] US_WEEK = {1.1, 1.2, 1.2, 1.1, 0.9, 0.7, 0.8};

  private static final double[] OTHERS_WEEK = {0.95, 0.95, 0.95, 1, 1.1, 1.1, 0.95};

  /** 1970 began on a Thursday; noon is half a day after a day's start. */
  private static final double MONDAY = 2.5;

  /** The rate of US RSVPs at a time, ms since the epoch, as a part of the mean rate of all. */
  public double us(long time) {
    return US_SHARE * (daily ? 1 + 0.45 * wave(time, 1) : 1) * (weekly ? week(US_WEEK, time) : 1);
  }

  /** The rate of other RSVPs, likewise. */
  public double others(long time) {
    return (1 - US_SHARE)
        * (daily ? 1 + 0.3 * wave(time, 13) : 1)
        * (weekly ? week(OTHERS_WEEK, time) : 1);
  }

  private static double wave(long time, int peakHour) {
    return Math.cos(2 * Math.PI * (Math.floorMod(time, (long) DAY) / DAY - peakHour / 24.0));
  }

  /** The factor of the week, straight from one noon to the next. */
  private static double week(double[] noons, long time) {
    double days = time / DAY + MONDAY;
    int day = (int) Math.floorMod((long) Math.floor(days), 7L);
    double part = days - Math.floor(days);
    return (1 - part) * noons[day] + part * noons[(day + 1) % 7];
  }
}
