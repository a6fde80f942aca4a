package dev.meetuppulse.core.trend;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * The factor by which a key's share of all RSVPs differs, at an hour of the day or on a day of the
 * week, from its mean of a whole round. The factor is 1 before the first round is whole, for keys
 * with few RSVPs, and for keys beyond the bound.
 */
final class Cycle {
  /** A key with fewer RSVPs in its best slot shows no cycle. */
  private static final int MIN_RSVPS = 5;

  /** RSVPs that pull a factor towards 1: chance among few is no cycle. */
  private static final double PULL = 20;

  private static final double MAX_FACTOR = 20;
  private static final float UNKNOWN = -1;

  private final int slots;
  private final long width;
  private final long ramp;
  private final int bound;
  private final IntToDoubleFunction usual;

  /**
   * Shares by slot, as multiples of the usual one, and then their mean; null for a key without a
   * profile.
   */
  private float[][] shares = new float[1024][];

  /** All RSVPs by slot. */
  private final double[] totals;

  private int[] counts = new int[1024];
  private int profiles;
  private long total;
  private long slot = Long.MIN_VALUE;
  private long firstSlot;

  /**
   * @param slots of a round
   * @param width of a slot, ms
   * @param ramp how long before and after its end a slot passes into the next, ms
   * @param bound profiles at most, four bytes a slot each
   * @param usual share of a key, regardless of the slot, so that a change from round to round does
   *     not look like a cycle; or 1
   */
  Cycle(int slots, long width, long ramp, int bound, IntToDoubleFunction usual) {
    this.slots = slots;
    this.width = width;
    this.ramp = ramp;
    this.bound = bound;
    this.usual = usual;
    this.totals = new double[slots];
  }

  void add(int key, int rsvps) {
    if (key >= counts.length) {
      int length = Math.max(counts.length * 2, key + 1);
      counts = Arrays.copyOf(counts, length);
      shares = Arrays.copyOf(shares, length);
    }
    counts[key] += rsvps;
  }

  /** Closes a bucket, and the slot with it if it is the last of one. */
  void close(long end, long rsvps) {
    if (slot == Long.MIN_VALUE) {
      slot = Math.floorDiv(end - 1, width);
      // The slot in which the data begins is not a whole one.
      firstSlot = slot + 1;
    }
    total += rsvps;
    if (Math.floorDiv(end, width) > slot) {
      learn();
      slot = Math.floorDiv(end, width);
    }
  }

  private void learn() {
    if (slot >= firstSlot && total > 0) {
      int of = (int) Math.floorMod(slot, (long) slots);
      totals[of] = totals[of] == 0 ? total : (totals[of] + total) / 2;
      for (int key = 0; key < counts.length; key++) {
        if (shares[key] == null && counts[key] >= MIN_RSVPS && profiles < bound) {
          shares[key] = new float[slots + 1];
          Arrays.fill(shares[key], UNKNOWN);
          profiles++;
        }
        if (shares[key] != null) {
          double share = (double) counts[key] / total;
          learn(shares[key], of, (float) (share / usual.applyAsDouble(key)));
        }
      }
    }
    Arrays.fill(counts, 0);
    total = 0;
  }

  private void learn(float[] of, int at, float share) {
    of[at] = of[at] == UNKNOWN ? share : (of[at] + share) / 2;
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < slots; i++) {
      if (of[i] == UNKNOWN) {
        return;
      }
      sum += totals[i] * of[i];
      weights += totals[i];
    }
    of[slots] = (float) (sum / weights);
  }

  void forget(int key) {
    if (key < counts.length) {
      counts[key] = 0;
      profiles -= shares[key] == null ? 0 : 1;
      shares[key] = null;
    }
  }

  /** The factor by which the key's share at a time differs from its mean, 0.05 to 20. */
  double factor(int key, long time) {
    if (slot - firstSlot < slots
        || key >= shares.length
        || shares[key] == null
        || shares[key][slots] <= 0) {
      return 1;
    }
    long shifted = time - width / 2;
    int before = (int) Math.floorMod(Math.floorDiv(shifted, width), (long) slots);
    int after = (before + 1) % slots;
    double part = (Math.floorMod(shifted, width) - width / 2.0) / (2.0 * ramp) + 0.5;
    part = Math.max(0, Math.min(1, part));
    double all = (1 - part) * totals[before] + part * totals[after];
    double share = (1 - part) * shares[key][before] + part * shares[key][after];
    double mean = shares[key][slots];
    double rsvps = mean * usual.applyAsDouble(key) * all;
    double factor = (share / mean * rsvps + PULL) / (rsvps + PULL);
    return Math.max(1 / MAX_FACTOR, Math.min(MAX_FACTOR, factor));
  }
}
