package dev.meetuppulse.core.trend;

import java.util.List;

/**
 * Finds the keys that are rising. Fed with one bucket after the other: first the counts of its
 * keys, then its end. Not thread safe; time is an argument.
 */
public interface TrendDetector {

  /**
   * Adds to a key in the open bucket.
   *
   * @param key numbered from 0
   * @param rsvps distinct RSVPs that count on the key
   */
  void add(int key, int rsvps);

  /**
   * Closes the bucket; what is added from now on belongs to the next.
   *
   * @param end where the bucket ends, ms since the epoch; later than the last one
   * @param rsvps distinct RSVPs in the bucket, regardless of their keys
   */
  void close(long end, long rsvps);

  /** The keys that are rising as of the last closed bucket, the most surprising first. */
  List<Trend> rising();
}
