package dev.meetuppulse.bench.jmh;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws ranks as the stream draws topics: the k-th as often as k to the power of -0.9 says. */
final class Zipf {
  private static final double SLOPE = 0.9;

  private final double[] upTo;

  Zipf(int ranks) {
    upTo = new double[ranks];
    double sum = 0;
    for (int i = 0; i < ranks; i++) {
      sum += Math.pow(i + 1, -SLOPE);
      upTo[i] = sum;
    }
  }

  /** 0 is the most frequent. */
  int next(SplittableRandom random) {
    int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
    return Math.min(found < 0 ? -1 - found : found, upTo.length - 1);
  }
}
