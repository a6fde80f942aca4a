package dev.meetuppulse.simulator.trends;

import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.trend.TrendDetector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The textbook way, to be compared with: a key rises when its count of the last minute is that many
 * standard deviations above the mean of the minutes of the last hour.
 */
final class ZScoreDetector implements TrendDetector {
  private static final long MINUTE = 60_000;
  private static final int MINUTES = 60;

  private final double threshold;
  private final int leastRsvps;
  private final long warmUpMillis;
  private final SlidingCounts lastMinute = new SlidingCounts(MINUTE);
  private final Deque<Map<Integer, Integer>> minutes = new ArrayDeque<>();
  private final Map<Integer, Long> sums = new HashMap<>();
  private final Map<Integer, Long> squares = new HashMap<>();
  private long first = Long.MIN_VALUE;
  private long last;

  /**
   * @param threshold standard deviations
   * @param leastRsvps a key with fewer in the last minute does not rise
   */
  ZScoreDetector(double threshold, int leastRsvps, long warmUpMillis) {
    this.threshold = threshold;
    this.leastRsvps = leastRsvps;
    this.warmUpMillis = warmUpMillis;
  }

  @Override
  public void add(int key, int rsvps) {
    lastMinute.add(key, rsvps);
  }

  @Override
  public void close(long end, long rsvps) {
    if (first == Long.MIN_VALUE) {
      first = end;
      last = end;
    }
    lastMinute.close(end);
    if (end / MINUTE > last / MINUTE) {
      learn();
    }
    last = end;
  }

  private void learn() {
    Map<Integer, Integer> minute = new HashMap<>();
    lastMinute.forEach(minute::put);
    minutes.add(minute);
    minute.forEach((key, count) -> learn(key, count, 1));
    if (minutes.size() > MINUTES) {
      minutes.remove().forEach((key, count) -> learn(key, count, -1));
    }
  }

  private void learn(int key, long count, int sign) {
    sums.merge(key, sign * count, Long::sum);
    squares.merge(key, sign * count * count, Long::sum);
  }

  @Override
  public List<Trend> rising() {
    List<Trend> trends = new ArrayList<>();
    if (last - first < warmUpMillis) {
      return trends;
    }
    double n = minutes.size();
    lastMinute.forEach(
        (key, count) -> {
          if (count < leastRsvps) {
            return;
          }
          double mean = sums.getOrDefault(key, 0L) / n;
          double variance = squares.getOrDefault(key, 0L) / n - mean * mean;
          double z = (count - mean) / Math.sqrt(Math.max(variance, 1 / n));
          if (z >= threshold) {
            trends.add(new Trend(key, z, count, Math.max(mean, 1 / n), last - MINUTE));
          }
        });
    trends.sort(Comparator.comparingDouble(Trend::score).reversed().thenComparing(Trend::key));
    return trends;
  }
}
