package dev.meetuppulse.core.trend;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * By key, the Shiryaev-Roberts statistic of a rise to some times the usual rate, against a Poisson
 * count at the usual rate.
 */
final class RiseEvidence {
  /** Multiples of the usual rate, about equally likely. */
  private static final double[] FACTORS = {2.5, 5, 10};

  private static final double[] LOGS = DoubleStream.of(FACTORS).map(Math::log).toArray();

  private static final double[] PRIORS = {0.4, 0.4, 0.2};

  private static final double MAX_EVIDENCE = 1e30;

  private final float[][] byFactor = new float[FACTORS.length][0];

  void makeRoom(int keys) {
    for (int i = 0; i < byFactor.length; i++) {
      byFactor[i] = Arrays.copyOf(byFactor[i], keys);
    }
  }

  /** Adds a step to a key and returns its evidence, summed over all factors. */
  double add(int key, Step step) {
    double sum = 0;
    for (int i = 0; i < FACTORS.length; i++) {
      double more = FACTORS[i] - 1;
      double before = byFactor[i][key] + step.gapWeight();
      if (step.gap() > 0) {
        double kept = Math.exp(-more * step.gap());
        double begun = (1 - kept) / (more * step.gap());
        before = byFactor[i][key] * kept + step.gapWeight() * begun;
      }
      before += step.bucketWeight();
      double ratio = Math.exp(LOGS[i] * step.count() - more * step.bucket());
      byFactor[i][key] = (float) Math.min(MAX_EVIDENCE, before * ratio);
      sum += PRIORS[i] * byFactor[i][key];
    }
    return sum;
  }

  void clear(int key) {
    for (float[] of : byFactor) {
      of[key] = 0;
    }
  }
}
