package dev.meetuppulse.core.window;

import java.util.Arrays;

/** The counts of each key of a dimension: four numbers a key, keys numbered from 0. */
public final class Totals {
  private static final int WIDTH = 4;
  private long[] counts = new long[64 * WIDTH];

  public void add(int key, Counts more) {
    int at = key * WIDTH;
    if (at >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(counts.length * 2, at + WIDTH));
    }
    counts[at] += more.rsvps();
    counts[at + 1] += more.yes();
    counts[at + 2] += more.no();
    counts[at + 3] += more.going();
  }

  public Counts get(int key, Counts into) {
    return into.set(rsvps(key), yes(key), no(key), going(key));
  }

  /** Sets the counts of the first keys to 0. */
  void clear(int keys) {
    Arrays.fill(counts, 0, keys * WIDTH, 0);
  }

  /** One more than the largest key that may have counts. */
  public int keys() {
    return counts.length / WIDTH;
  }

  public long rsvps(int key) {
    return get(key, 0);
  }

  public long yes(int key) {
    return get(key, 1);
  }

  public long no(int key) {
    return get(key, 2);
  }

  public long going(int key) {
    return get(key, 3);
  }

  private long get(int key, int number) {
    int at = key * WIDTH + number;
    return at < counts.length ? counts[at] : 0;
  }
}
