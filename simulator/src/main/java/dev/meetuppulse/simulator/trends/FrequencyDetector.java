package dev.meetuppulse.simulator.trends;

import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.trend.TrendDetector;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The naive way, to be compared with: what is most frequent in the last minutes is trending. */
final class FrequencyDetector implements TrendDetector {
  private static final Comparator<Trend> BEST_FIRST =
      Comparator.comparingDouble(Trend::score).reversed().thenComparing(Trend::key);

  private final SlidingCounts counts;
  private final int top;
  private final long windowMillis;
  private long last;

  FrequencyDetector(long windowMillis, int top) {
    this.counts = new SlidingCounts(windowMillis);
    this.windowMillis = windowMillis;
    this.top = top;
  }

  @Override
  public void add(int key, int rsvps) {
    counts.add(key, rsvps);
  }

  @Override
  public void close(long end, long rsvps) {
    counts.close(end);
    last = end;
  }

  @Override
  public List<Trend> rising() {
    PriorityQueue<Trend> most = new PriorityQueue<>(BEST_FIRST.reversed());
    counts.forEach(
        (key, count) -> {
          if (most.size() < top || count > most.peek().now()) {
            most.add(new Trend(key, count, count, count, last - windowMillis));
            if (most.size() > top) {
              most.remove();
            }
          }
        });
    return most.stream().sorted(BEST_FIRST).toList();
  }
}
