package dev.meetuppulse.core.metrics;

import java.util.List;

/**
 * A worker's histogram of times: a counter for each bucket and one for the sum, since Storm's
 * registry has no histogram whose buckets can be added up over workers.
 */
public final class WorkerHistogram {
  /** Upper bounds of the buckets, in seconds; above the last is one more. */
  public static final List<Double> BOUNDS =
      List.of(0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0, 120.0);

  private static final int MILLIS = 1_000;

  private WorkerHistogram() {}

  /** Buckets, with the one above the last bound. */
  public static int buckets() {
    return BOUNDS.size() + 1;
  }

  /** The bucket that a time falls in, 0 to {@link #buckets()} - 1. */
  public static int bucket(long millis) {
    int bucket = 0;
    while (bucket < BOUNDS.size() && millis > BOUNDS.get(bucket) * MILLIS) {
      bucket++;
    }
    return bucket;
  }

  /** The counter of the times in one bucket, and in no other. */
  public static String bucketId(Metric metric, int bucket) {
    return prefix(metric) + bucket;
  }

  /** The counter of the sum of all times, in ms. */
  public static String sumId(Metric metric) {
    return prefix(metric) + "sum";
  }

  /** The beginning of the names of all its counters. */
  static String prefix(Metric metric) {
    return metric.id() + ".";
  }
}
