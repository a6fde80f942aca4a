package dev.meetuppulse.simulator.trends;

import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.trend.TrendDetector;
import dev.meetuppulse.simulator.Burst;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The limit of what a detector could do: it knows topic, start, length and factor of what may be a
 * burst, and the true usual rate, and must only say whether it is one (Wald's sequential test: no
 * other finds as much as soon with as few errors). It is asked of every burst, and as often of a
 * key that does not burst then; so its false alarms are errors on the latter.
 */
final class IdealDetector implements TrendDetector {
  /** RSVPs that come too late for their bucket, or are copies of old ones. */
  private static final double LOST = 0.017;

  private static final double UNTOUCHED = 1.1;

  /** Whether a key bursts. */
  private static final class Hypothesis {
    private final int key;
    private final Burst burst;
    private int now;
    private double expected;

    private Hypothesis(int key, Burst burst) {
      this.key = key;
      this.burst = burst;
    }

    private double logRatio() {
      return now * Math.log(burst.factor()) - (burst.factor() - 1) * expected;
    }

    private Trend trend() {
      return new Trend(key, logRatio(), now, expected, burst.start());
    }
  }

  private final PlannedStream stream;
  private final List<Hypothesis> waiting = new ArrayList<>();
  private final List<Hypothesis> open = new ArrayList<>();
  private final int[] counts;
  private final List<Integer> touched = new ArrayList<>();
  private long last = PlannedStream.START;

  IdealDetector(PlannedStream stream) {
    this.stream = stream;
    this.counts = new int[stream.keys().size()];
    List<Burst> bursts = stream.bursts();
    List<Integer> keys = bursts.stream().map(stream.keys()::keyOf).toList();
    for (int i = 0; i < bursts.size(); i++) {
      waiting.add(new Hypothesis(keys.get(i), bursts.get(i)));
      int other = keys.get((i + bursts.size() / 2) % bursts.size());
      if (isUntouched(other, bursts.get(i))) {
        waiting.add(new Hypothesis(other, bursts.get(i)));
      }
    }
  }

  private boolean isUntouched(int key, Burst during) {
    for (int i = 0; i < stream.bursts().size(); i++) {
      Burst burst = stream.bursts().get(i);
      boolean overlaps = burst.start() < during.end() && during.start() < burst.end();
      if (overlaps && stream.rises().get(i).getOrDefault(key, 1.0) >= UNTOUCHED) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void add(int key, int rsvps) {
    if (counts[key] == 0) {
      touched.add(key);
    }
    counts[key] += rsvps;
  }

  @Override
  public void close(long end, long rsvps) {
    open.removeIf(hypothesis -> hypothesis.burst.end() + PlannedStream.GRACE_MILLIS <= last);
    open.addAll(waiting.stream().filter(hypothesis -> hypothesis.burst.start() < end).toList());
    waiting.removeIf(hypothesis -> hypothesis.burst.start() < end);
    for (Hypothesis hypothesis : open) {
      double seconds = (Math.min(end, hypothesis.burst.end()) - last) / 1000.0;
      if (last >= hypothesis.burst.start() && seconds > 0) {
        hypothesis.now += counts[hypothesis.key];
        hypothesis.expected +=
            (1 - LOST) * seconds * stream.usualRate(hypothesis.key, (last + end) / 2);
      }
    }
    touched.forEach(key -> counts[key] = 0);
    touched.clear();
    last = end;
  }

  @Override
  public List<Trend> rising() {
    return open.stream()
        .map(Hypothesis::trend)
        .sorted(Comparator.comparingDouble(Trend::score).reversed())
        .toList();
  }
}
