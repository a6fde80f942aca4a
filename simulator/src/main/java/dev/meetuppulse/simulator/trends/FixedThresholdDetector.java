package dev.meetuppulse.simulator.trends;

import dev.meetuppulse.core.trend.OpenBucket;
import dev.meetuppulse.core.trend.RiseStart;
import dev.meetuppulse.core.trend.Step;
import dev.meetuppulse.core.trend.SurpriseDetector;
import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.trend.TrendDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Page's cumulative sum with one threshold for every stream, to be compared with: the
 * log-likelihood ratio of 2.5 times the usual share, which is learned with a half-life of two hours
 * and taken a standard deviation higher than it was seen, must reach a threshold.
 */
final class FixedThresholdDetector implements TrendDetector {
  static final double ALARM = 22;

  private static final double WARM_UP = Duration.ofMinutes(10).toMillis();
  private static final double HALF_LIFE = Duration.ofHours(2).toMillis();
  private static final double STILL_RISING = 1.0 / 3;
  private static final double CAP = 1.5;
  private static final int MIN_RSVPS = 10;
  private static final double PRIOR = 2;

  private final double alarm;
  private final OpenBucket open = new OpenBucket();
  private final RiseStart sums = new RiseStart();
  private final BitSet rising = new BitSet();
  private double[] learned = new double[0];
  private double[] lastVolume = new double[0];
  private double total;
  private double weight = 1;
  private double volume;
  private long first = Long.MIN_VALUE;
  private long last;

  /**
   * @param alarm the log-likelihood ratio at which a key rises
   */
  FixedThresholdDetector(double alarm) {
    this.alarm = alarm;
  }

  @Override
  public void add(int key, int rsvps) {
    open.add(key, rsvps);
  }

  @Override
  public void close(long end, long rsvps) {
    if (first == Long.MIN_VALUE) {
      first = end;
      last = end;
    }
    makeRoom();
    weight *= Math.pow(2, (end - last) / HALF_LIFE);
    open.drain(
        (key, count) -> {
          if (end - first >= WARM_UP) {
            weigh(key, count, rsvps);
          }
          lastVolume[key] = volume + rsvps;
          learned[key] += weight * count;
        });
    volume += rsvps;
    total += weight * rsvps;
    last = end;
    for (int key = rising.nextSetBit(0); key >= 0; key = rising.nextSetBit(key + 1)) {
      if (sums.after(key, missed(key)) < STILL_RISING * alarm) {
        rising.clear(key);
      }
    }
  }

  private void weigh(int key, int count, long rsvps) {
    double share = share(key);
    Step step = new Step(missed(key), 0, share * rsvps, 0, count);
    sums.add(key, step, (int) ((last - first) / 1000), CAP * alarm);
    if (sums.after(key, 0) >= alarm && sums.now(key) >= MIN_RSVPS) {
      rising.set(key);
    }
  }

  private void makeRoom() {
    if (open.keys() > learned.length) {
      learned = Arrays.copyOf(learned, open.keys());
      lastVolume = Arrays.copyOf(lastVolume, open.keys());
      sums.makeRoom(open.keys());
    }
  }

  private double missed(int key) {
    return share(key) * (volume - lastVolume[key]);
  }

  private double share(int key) {
    double seen = learned[key] / weight + PRIOR;
    return Math.min(1, (seen + Math.sqrt(seen)) / (total / weight + 1));
  }

  @Override
  public List<Trend> rising() {
    List<Trend> trends = new ArrayList<>();
    for (int key = rising.nextSetBit(0); key >= 0; key = rising.nextSetBit(key + 1)) {
      double expected = sums.expected(key) + missed(key);
      int now = sums.now(key);
      trends.add(
          new Trend(
              key,
              SurpriseDetector.deviance(now, expected),
              now,
              expected,
              first + sums.since(key) * 1000L));
    }
    trends.sort(Comparator.comparingDouble(Trend::score).reversed().thenComparing(Trend::key));
    return trends;
  }
}
