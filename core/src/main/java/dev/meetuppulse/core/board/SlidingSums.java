package dev.meetuppulse.core.board;

import java.util.Arrays;

/** Sums of buckets for windows that ended one after another, each bucket added once. */
final class SlidingSums {
  private final PastCells past;
  private final long[] ends;
  private final long[] buckets;

  /** Sums for windows that ended at {@code ends}, oldest first. */
  SlidingSums(PastCells past, long[] ends) {
    this.past = past;
    this.ends = ends;
    this.buckets = new long[ends.length == 0 ? 0 : (int) (last() - first() + 1)];
  }

  /** The first bucket of the first window. */
  long first() {
    return ends.length == 0 ? 0 : past.first(ends[0]);
  }

  /** The last bucket of the last window; before the first if there is none. */
  long last() {
    return ends.length == 0 ? -1 : past.last(ends[ends.length - 1]);
  }

  void add(long bucket, long number) {
    buckets[(int) (bucket - first())] += number;
  }

  long[] sums() {
    long[] upTo = new long[buckets.length + 1];
    for (int i = 0; i < buckets.length; i++) {
      upTo[i + 1] = upTo[i] + buckets[i];
    }
    return Arrays.stream(ends)
        .map(
            end ->
                upTo[(int) (past.last(end) - first()) + 1]
                    - upTo[(int) (past.first(end) - first())])
        .toArray();
  }
}
