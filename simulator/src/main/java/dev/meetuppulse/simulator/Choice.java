package dev.meetuppulse.simulator;

/**
 * A weighted choice among 0 to n - 1 in constant time: Vose's alias method (IEEE Transactions on
 * Software Engineering 17, 1991).
 */
final class Choice {
  private final double[] keep;
  private final int[] alias;
  private final double total;

  Choice(double[] weights) {
    int n = weights.length;
    keep = new double[n];
    alias = new int[n];
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    total = sum;
    int[] small = new int[n];
    int[] large = new int[n];
    int smalls = 0;
    int larges = 0;
    for (int i = 0; i < n; i++) {
      keep[i] = weights[i] * n / sum;
      alias[i] = i;
      if (keep[i] < 1) {
        small[smalls++] = i;
      } else {
        large[larges++] = i;
      }
    }
    while (smalls > 0 && larges > 0) {
      int less = small[--smalls];
      int more = large[larges - 1];
      alias[less] = more;
      keep[more] -= 1 - keep[less];
      if (keep[more] < 1) {
        larges--;
        small[smalls++] = more;
      }
    }
    while (smalls > 0) {
      keep[small[--smalls]] = 1;
    }
  }

  double total() {
    return total;
  }

  int next(SplitMix random) {
    int i = random.nextInt(keep.length);
    return random.nextDouble() < keep[i] ? i : alias[i];
  }
}
