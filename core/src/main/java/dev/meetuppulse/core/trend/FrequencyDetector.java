package dev.meetuppulse.core.trend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The naive way, to be compared with: what is most frequent in the last minutes is trending. */
public final class FrequencyDetector implements TrendDetector {
  private final SlidingCounts counts;
  private final int top;
  private final long windowMillis;
  private long last;

  /**
   * @param windowMillis over which time
   * @param top how many keys trend
   */
  public FrequencyDetector(long windowMillis, int top) {
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
    List<Trend> trends = new ArrayList<>();
    counts.forEach(
        (key, count) -> trends.add(new Trend(key, count, count, count, last - windowMillis)));
    trends.sort(Comparator.comparingDouble(Trend::score).reversed().thenComparing(Trend::key));
    return trends.subList(0, Math.min(top, trends.size()));
  }
}
