package dev.meetuppulse.core.trend;

import java.time.Duration;
import java.util.Arrays;

/**
 * The share of all RSVPs that each key usually has: its share in the long run, moved by the hours
 * of the day and the days of the week once they are known, and by how the last hours compare with
 * that.
 *
 * <p>The last hours count for themselves as far as they hold enough RSVPs: {@link #PULL} RSVPs that
 * came as in the long run are added to them (the mean of a Gamma posterior). So a key with many
 * RSVPs follows its last hours, one with few its last days. Counts are forgotten exponentially
 * (Cormode, Shkapenyuk, Srivastava and Xu, "Forward decay", ICDE 2009).
 */
final class UsualShares {
  private static final Duration LONG_RUN = Duration.ofDays(2);
  private static final Duration RECENT = Duration.ofHours(2);
  private static final double PULL = 25;

  /** RSVPs that a key is thought to have had before the first; Jeffreys' prior of a rate. */
  private static final double PRIOR = 0.5;

  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** Ages that represent those of the recent counts, and how many of them each represents. */
  private static final long[] AGES = {HOUR * 7 / 10, HOUR * 26 / 10, HOUR * 64 / 10};

  private static final double[] PARTS = {0.4, 0.35, 0.25};

  private final DecayingCounts longRun = new DecayingCounts(LONG_RUN);
  private final DecayingCounts recent = new DecayingCounts(RECENT);
  private final Cycle hours;
  private final Cycle days;

  /** Usual shares that learn the daily and weekly cycles of at most {@code profiles} keys. */
  UsualShares(int profiles) {
    days = new Cycle(7, DAY, 6 * HOUR, profiles, key -> 1);
    hours = new Cycle(24, HOUR, HOUR / 2, profiles, this::dailyShare);
  }

  void makeRoom(int keys) {
    longRun.makeRoom(keys);
    recent.makeRoom(keys);
  }

  /** Moves on to the end of the bucket whose counts come next. */
  void advance(long end) {
    longRun.advance(end);
    recent.advance(end);
  }

  void add(int key, int count) {
    longRun.add(key, count);
    recent.add(key, count);
    hours.add(key, count);
    days.add(key, count);
  }

  void forget(int key) {
    longRun.counts[key] = 0;
    recent.counts[key] = 0;
    hours.forget(key);
    days.forget(key);
  }

  void close(long end, long rsvps) {
    longRun.addTotal(rsvps);
    recent.addTotal(rsvps);
    hours.close(end, rsvps);
    days.close(end, rsvps);
  }

  /** The part of all RSVPs that should be the key's, above 0, at most 1. */
  double share(int key, long time) {
    double share = longShare(key);
    double lately = share * cycleLately(key, time) * recent.total();
    double moved = (PULL + recent.count(key)) / (PULL + lately);
    return Math.min(1, share * cycle(key, time) * moved);
  }

  private double longShare(int key) {
    return (longRun.count(key) + PRIOR) / (longRun.total() + 1);
  }

  /** The share of the day just now. */
  private double dailyShare(int key) {
    return longShare(key) * days.factor(key, longRun.last);
  }

  private double cycleLately(int key, long time) {
    double mean = 0;
    for (int i = 0; i < AGES.length; i++) {
      mean += PARTS[i] * cycle(key, time - AGES[i]);
    }
    return mean;
  }

  private double cycle(int key, long time) {
    return hours.factor(key, time) * days.factor(key, time);
  }

  /** Counts by key, and of all, that are forgotten by half in each half-life. */
  private static final class DecayingCounts {
    private static final double RESCALE = 0x1p40;

    private final double halfLife;
    private float[] counts = new float[0];
    private double total;
    private double weight = 1;
    private long last = Long.MIN_VALUE;

    private DecayingCounts(Duration halfLife) {
      this.halfLife = halfLife.toMillis();
    }

    private void makeRoom(int keys) {
      counts = Arrays.copyOf(counts, keys);
    }

    private void advance(long end) {
      if (last != Long.MIN_VALUE) {
        weight *= Math.pow(2, (end - last) / halfLife);
      }
      last = end;
      if (weight > RESCALE) {
        for (int key = 0; key < counts.length; key++) {
          counts[key] /= (float) weight;
        }
        total /= weight;
        weight = 1;
      }
    }

    private void add(int key, int count) {
      counts[key] += (float) (weight * count);
    }

    private void addTotal(long count) {
      total += weight * count;
    }

    private double count(int key) {
      return counts[key] / weight;
    }

    private double total() {
      return total / weight;
    }
  }
}
