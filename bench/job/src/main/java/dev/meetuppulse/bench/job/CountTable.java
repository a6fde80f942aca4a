package dev.meetuppulse.bench.job;

import java.util.Arrays;

/**
 * Counts by (key number, second) since it was last emptied: what an engine combines before it sends
 * it on. A hash table with linear probing.
 */
public final class CountTable {
  private static final int FIRST_PLACES = 1 << 12;
  private static final int WIDTH = 4;
  private static final long FREE = -1;

  private long[] keys = new long[FIRST_PLACES];
  private int[] counts = new int[FIRST_PLACES * WIDTH];
  private int size;

  public interface SumVisitor {
    void entry(int key, long second, int rsvps, int yes, int no, int going);
  }

  public CountTable() {
    Arrays.fill(keys, FREE);
  }

  public int size() {
    return size;
  }

  /**
   * Adds to an entry.
   *
   * @param key 0 to 2<sup>27</sup> - 1
   * @param second since the epoch, 0 to 2<sup>36</sup> - 1
   */
  public void add(int key, long second, int rsvps, int yes, int no, int going) {
    long code = (long) key << 36 | second;
    int mask = keys.length - 1;
    int place = (int) (code * 0x9e3779b97f4a7c15L >>> 32) & mask;
    while (keys[place] != code) {
      if (keys[place] == FREE) {
        if (size * 3L > keys.length * 2L) {
          grow();
          add(key, second, rsvps, yes, no, going);
          return;
        }
        keys[place] = code;
        size++;
        break;
      }
      place = place + 1 & mask;
    }
    int at = place * WIDTH;
    counts[at] += rsvps;
    counts[at + 1] += yes;
    counts[at + 2] += no;
    counts[at + 3] += going;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new long[oldKeys.length * 2];
    counts = new int[oldCounts.length * 2];
    Arrays.fill(keys, FREE);
    int mask = keys.length - 1;
    for (int from = 0; from < oldKeys.length; from++) {
      if (oldKeys[from] != FREE) {
        int place = (int) (oldKeys[from] * 0x9e3779b97f4a7c15L >>> 32) & mask;
        while (keys[place] != FREE) {
          place = place + 1 & mask;
        }
        keys[place] = oldKeys[from];
        System.arraycopy(oldCounts, from * WIDTH, counts, place * WIDTH, WIDTH);
      }
    }
  }

  /** Visits all entries, in no order, and empties the table. */
  public void drain(SumVisitor visitor) {
    for (int place = 0; place < keys.length; place++) {
      long code = keys[place];
      if (code != FREE) {
        int at = place * WIDTH;
        visitor.entry(
            (int) (code >>> 36),
            code & (1L << 36) - 1,
            counts[at],
            counts[at + 1],
            counts[at + 2],
            counts[at + 3]);
        keys[place] = FREE;
        Arrays.fill(counts, at, at + WIDTH, 0);
      }
    }
    size = 0;
  }
}
