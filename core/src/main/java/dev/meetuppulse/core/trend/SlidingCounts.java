package dev.meetuppulse.core.trend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Counts by key over the last buckets. */
final class SlidingCounts {
  private record Bucket(long end, Map<Integer, Integer> counts) {}

  private final long millis;
  private final OpenBucket open = new OpenBucket();
  private final Deque<Bucket> buckets = new ArrayDeque<>();
  private final Map<Integer, Integer> sums = new HashMap<>();

  SlidingCounts(long millis) {
    this.millis = millis;
  }

  void add(int key, int rsvps) {
    open.add(key, rsvps);
  }

  void close(long end) {
    Bucket bucket = new Bucket(end, new HashMap<>());
    open.drain(
        (key, count) -> {
          bucket.counts().put(key, count);
          sums.merge(key, count, Integer::sum);
        });
    buckets.add(bucket);
    while (buckets.peek().end() <= end - millis) {
      buckets
          .remove()
          .counts()
          .forEach((key, count) -> sums.merge(key, -count, SlidingCounts::sum));
    }
  }

  private static Integer sum(int a, int b) {
    return a + b == 0 ? null : a + b;
  }

  void forEach(OpenBucket.Visitor visitor) {
    sums.forEach(visitor::count);
  }
}
