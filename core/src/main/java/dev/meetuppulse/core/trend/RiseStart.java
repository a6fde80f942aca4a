package dev.meetuppulse.core.trend;

import java.util.Arrays;

/**
 * By key, the most likely moment at which it began to rise, and what came and was expected since.
 * That moment is the last at which the log-likelihood ratio of {@link #RATIO} times the usual rate
 * was zero: Page's cumulative sum ("Continuous inspection schemes", Biometrika 1954).
 */
public final class RiseStart {
  private static final double RATIO = 2.5;
  private static final double GAIN = Math.log(RATIO);
  private static final double LOSS = RATIO - 1;

  private float[] sum = new float[0];
  private float[] expected = new float[0];
  private int[] now = new int[0];
  private int[] since = new int[0];

  public void makeRoom(int keys) {
    sum = Arrays.copyOf(sum, keys);
    expected = Arrays.copyOf(expected, keys);
    now = Arrays.copyOf(now, keys);
    since = Arrays.copyOf(since, keys);
  }

  /**
   * Adds a step whose bucket begins at {@code begin}, in the caller's unit. The sum is capped at
   * {@code most}, so that a rise ends soon after its key calms down.
   */
  public void add(int key, Step step, int begin, double most) {
    double left = sum[key] - LOSS * step.gap();
    if (left <= 0) {
      left = 0;
      expected[key] = 0;
      now[key] = 0;
      since[key] = begin;
    } else {
      expected[key] += (float) step.gap();
    }
    sum[key] = (float) Math.min(most, left + GAIN * step.count() - LOSS * step.bucket());
    expected[key] += (float) step.bucket();
    now[key] += step.count();
  }

  /** Keeps a rise from ending as soon as it begins. */
  void atLeast(int key, double least) {
    sum[key] = (float) Math.max(sum[key], least);
  }

  /** The sum after a gap in which the key did not come. */
  public double after(int key, double gap) {
    return sum[key] - LOSS * gap;
  }

  void clear(int key) {
    sum[key] = 0;
  }

  /** RSVPs since a key began to rise. */
  public int now(int key) {
    return now[key];
  }

  /** RSVPs that were to be expected since then. */
  public double expected(int key) {
    return expected[key];
  }

  /** The beginning of the rise, in the unit of {@link #add}. */
  public int since(int key) {
    return since[key];
  }
}
