package dev.meetuppulse.simulator.trends;

import dev.meetuppulse.core.trend.OpenBucket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Counts by key over the last buckets. */
final class SlidingCounts {
  private record Bucket(long end, int[] keysAndCounts) {}

  private final long millis;
  private final OpenBucket open = new OpenBucket();
  private final Deque<Bucket> buckets = new ArrayDeque<>();
  private int[] sums = new int[0];

  SlidingCounts(long millis) {
    this.millis = millis;
  }

  void add(int key, int rsvps) {
    open.add(key, rsvps);
  }

  void close(long end) {
    if (open.keys() > sums.length) {
      sums = Arrays.copyOf(sums, open.keys());
    }
    int[] keysAndCounts = new int[2 * open.touched()];
    int[] size = new int[1];
    open.drain(
        (key, count) -> {
          keysAndCounts[size[0]++] = key;
          keysAndCounts[size[0]++] = count;
          sums[key] += count;
        });
    buckets.add(new Bucket(end, Arrays.copyOf(keysAndCounts, size[0])));
    while (buckets.peek().end() <= end - millis) {
      int[] old = buckets.remove().keysAndCounts();
      for (int i = 0; i < old.length; i += 2) {
        sums[old[i]] -= old[i + 1];
      }
    }
  }

  /** Visits the keys that have a count. */
  void forEach(OpenBucket.CountVisitor visitor) {
    for (int key = 0; key < sums.length; key++) {
      if (sums[key] > 0) {
        visitor.count(key, sums[key]);
      }
    }
  }
}
