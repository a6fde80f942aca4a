package dev.meetuppulse.simulator;

/**
 * SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
 * 2014). Written out so that a seed gives the same stream on every Java version.
 */
public final class SplitMix {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  public SplitMix(long seed) {
    state = seed;
  }

  /** A random source for one purpose, independent of those for other purposes. */
  public static SplitMix of(long seed, long purpose) {
    return new SplitMix(mix(seed ^ mix(purpose)));
  }

  /** Scatters the bits of a number; one number always gives one result. */
  public static long mix(long value) {
    long z = value + GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  SplitMix copy() {
    return new SplitMix(state);
  }

  public long nextLong() {
    long result = mix(state);
    state += GOLDEN_GAMMA;
    return result;
  }

  /** Evenly from 0 to {@code bound - 1}. */
  public int nextInt(int bound) {
    return (int) Math.multiplyHigh(nextLong() >>> 1, (long) bound << 1);
  }

  /** Evenly from 0 (included) to 1 (excluded). */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  public boolean chance(double probability) {
    return nextDouble() < probability;
  }

  /** Exponentially distributed with mean 1. */
  public double nextExponential() {
    return -Math.log(1 - nextDouble());
  }

  /** Log-normally distributed: the median, and the standard deviation of the logarithm. */
  double nextLogNormal(double median, double sigma) {
    double radius = Math.sqrt(2 * nextExponential());
    return median * Math.exp(sigma * radius * Math.cos(2 * Math.PI * nextDouble()));
  }
}
