package dev.meetuppulse.bench.harness;

import java.util.Arrays;

/**
 * The times from the append of records to the boards that hold them, ms, shortest first. That of
 * the k-th record appended ends with the first boards of k records.
 */
record Delays(long[] sorted) {

  /**
   * Those of all records but the first ones.
   *
   * @param appended append times of all, oldest first, ms since the epoch
   * @param first how many records are left out
   */
  static Delays of(PublishedProgress shown, long[] appended, int first) {
    long[] delays = new long[appended.length - first];
    int point = 0;
    for (int k = first; k < appended.length; k++) {
      while (shown.points().get(point).records() <= k) {
        point++;
      }
      delays[k - first] = shown.points().get(point).at() - appended[k];
    }
    Arrays.sort(delays);
    return new Delays(delays);
  }

  /**
   * The delay that such a part of the records does not exceed.
   *
   * @param part from 0 to 1
   */
  long quantile(double part) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
  }
}
