package dev.meetuppulse.core.trend;

import java.time.Duration;
import java.util.Arrays;

/**
 * By how much a key's share of all RSVPs at this hour of the day differs from what it was in the
 * hours before, going by the days before. Without a full day of data, for keys with few RSVPs, and
 * for keys beyond the bound, the factor is 1.
 */
final class DailyProfile {
  private static final int HOURS = 24;
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** A key with fewer RSVPs in its best hour tells nothing about hours. */
  private static final int LEAST_RSVPS = 5;

  /** RSVPs that pull a factor towards 1: chance among few is no cycle. */
  private static final double SHRINK = 20;

  private static final double MOST = 4;

  private final int bound;
  private final double[] lagWeights;

  /** Shares by hour of day, by key; null for a key without a profile, negative where unknown. */
  private float[][] shares = new float[1024][];

  private int[] counts = new int[1024];
  private int profiles;
  private long total;
  private long hour = Long.MIN_VALUE;
  private long firstHour;
  private double meanHourly;

  /**
   * @param bound profiles at most, a hundred bytes each
   * @param halfLifeMillis how fast the baseline that is corrected forgets
   */
  DailyProfile(int bound, long halfLifeMillis) {
    this.bound = bound;
    lagWeights = new double[12];
    double sum = 0;
    for (int lag = 0; lag < lagWeights.length; lag++) {
      lagWeights[lag] = Math.pow(2, -(lag + 0.5) * HOUR / halfLifeMillis);
      sum += lagWeights[lag];
    }
    for (int lag = 0; lag < lagWeights.length; lag++) {
      lagWeights[lag] /= sum;
    }
  }

  void add(int key, int rsvps) {
    if (key >= counts.length) {
      int length = Math.max(counts.length * 2, key + 1);
      counts = Arrays.copyOf(counts, length);
      shares = Arrays.copyOf(shares, length);
    }
    counts[key] += rsvps;
  }

  /** Closes a bucket, and the hour with it if it is the last of one. */
  void close(long end, long rsvps) {
    long current = Math.floorDiv(end - 1, HOUR);
    if (hour == Long.MIN_VALUE) {
      hour = current;
      // The hour the data begins in is not a whole one.
      firstHour = current + 1;
    }
    total += rsvps;
    if (Math.floorDiv(end, HOUR) > hour) {
      learn();
      hour = Math.floorDiv(end, HOUR);
    }
  }

  private void learn() {
    if (hour >= firstHour && total > 0) {
      meanHourly = meanHourly == 0 ? total : 0.9 * meanHourly + 0.1 * total;
      int of = (int) Math.floorMod(hour, (long) HOURS);
      for (int key = 0; key < counts.length; key++) {
        if (shares[key] == null && counts[key] >= LEAST_RSVPS && profiles < bound) {
          shares[key] = new float[HOURS];
          Arrays.fill(shares[key], -1);
          profiles++;
        }
        if (shares[key] != null) {
          float share = (float) counts[key] / total;
          float before = shares[key][of];
          shares[key][of] = before < 0 ? share : (before + share) / 2;
        }
      }
    }
    Arrays.fill(counts, 0);
    total = 0;
  }

  /** Forgets a key: its number will be given to another. */
  void forget(int key) {
    if (key < counts.length) {
      counts[key] = 0;
      profiles -= shares[key] == null ? 0 : 1;
      shares[key] = null;
    }
  }

  /** What a share learned lately is to be multiplied with, 0.25 to 4. */
  double factor(int key, long time) {
    if (hour - firstHour < HOURS || key >= shares.length || shares[key] == null) {
      return 1;
    }
    double now = share(shares[key], time);
    double lately = 0;
    for (int lag = 0; lag < lagWeights.length; lag++) {
      double then = share(shares[key], time - HOUR / 2 - lag * HOUR);
      if (then < 0) {
        return 1;
      }
      lately += lagWeights[lag] * then;
    }
    if (now < 0) {
      return 1;
    }
    double factor = (now * meanHourly + SHRINK) / (lately * meanHourly + SHRINK);
    return Math.max(1 / MOST, Math.min(MOST, factor));
  }

  /** The share at a time of day, on a line between the middles of two hours. */
  private static double share(float[] byHour, long time) {
    long shifted = time - HOUR / 2;
    int before = (int) Math.floorMod(Math.floorDiv(shifted, HOUR), (long) HOURS);
    float a = byHour[before];
    float b = byHour[(before + 1) % HOURS];
    if (a < 0 || b < 0) {
      return -1;
    }
    double part = Math.floorMod(shifted, HOUR) / (double) HOUR;
    return a + part * (b - a);
  }
}
