package dev.meetuppulse.core.trend;

import java.util.Arrays;

/** Counts by key in the bucket that is open. */
public final class OpenBucket {

  /** Receives a key and its count. */
  @FunctionalInterface
  public interface CountVisitor {
    void count(int key, int rsvps);
  }

  private int[] counts = new int[1024];
  private int[] touched = new int[256];
  private int size;

  /** Adds to a key, numbered from 0. */
  public void add(int key, int rsvps) {
    if (key >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(counts.length * 2, key + 1));
    }
    if (counts[key] == 0) {
      if (size == touched.length) {
        touched = Arrays.copyOf(touched, size * 2);
      }
      touched[size++] = key;
    }
    counts[key] += rsvps;
  }

  /** Takes back what was added to a key. */
  public void forget(int key) {
    if (key < counts.length) {
      counts[key] = 0;
    }
  }

  /** Visits the keys that have a count, and forgets them all. */
  public void drain(CountVisitor visitor) {
    for (int i = 0; i < size; i++) {
      int key = touched[i];
      int rsvps = counts[key];
      counts[key] = 0;
      if (rsvps > 0) {
        visitor.count(key, rsvps);
      }
    }
    size = 0;
  }

  /** Keys that may have a count. */
  public int touched() {
    return size;
  }

  /** One more than the largest key there is room for. */
  public int keys() {
    return counts.length;
  }
}
