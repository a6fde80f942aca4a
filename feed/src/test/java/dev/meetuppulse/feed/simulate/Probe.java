package dev.meetuppulse.feed.simulate;

import dev.meetuppulse.core.trend.*;
import java.time.Duration;
import java.util.*;

final class Probe {
  public static void main(String[] a) {
    double h = a.length > 0 ? Double.parseDouble(a[0]) : 13,
        r = a.length > 1 ? Double.parseDouble(a[1]) : 2.5;
    int n = a.length > 2 ? Integer.parseInt(a[2]) : 3;
    List<Long> seeds = new ArrayList<>();
    for (long i = 1; i <= n; i++) seeds.add(i + 100);
    TrendOptions o =
        new TrendOptions(Duration.ofMinutes(30), Duration.ofHours(2), r, h, 10, 2, 100000);
    long t = System.nanoTime();
    for (var s : new TrendEvaluation(TrendEvaluation.Plan.DEFAULT.withSeeds(seeds), o).run())
      System.out.printf(
          "%-26s recall %.3f precision %.3f delay %.0f p90 %.0f fa/h %.2f carried %d bursts %d%n",
          s.detector(),
          s.recall(),
          s.precision(),
          s.medianDelaySeconds(),
          s.delaysMillis().isEmpty()
              ? 0
              : s.delaysMillis().get(s.delaysMillis().size() * 9 / 10) / 1000.0,
          s.falseAlarmsPerHour(),
          s.carried(),
          s.bursts());
    System.out.println((System.nanoTime() - t) / 1000000 + " ms");
  }
}
