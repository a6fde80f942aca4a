package dev.meetuppulse.core.board;

import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.trend.ChangeLog;
import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.core.window.Windows;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the trends of each publication with a {@link TrendFinder}, at most every two seconds. It
 * creates a new finder when the counts are no longer those that the finder was shown: after the
 * journals were read again, and while counts of the past are still coming in.
 */
final class TrendTracker implements SharedNumbers.Forgetting {
  private static final Logger LOG = System.getLogger(TrendTracker.class.getName());

  /** With the event clock every publication has its trends: the last one must be complete. */
  private static final long FIND_EVERY_MILLIS = 2_000;

  private static final int CHANGES = 50;

  /** A new finder is created when the longest window holds this much more than it was shown. */
  private static final double MISSED = 1.1;

  private static final long MISSED_AT_LEAST = 500;

  private final List<Dimension> dimensions;
  private final long everyMillis;
  private final Optional<Window> longest;
  private final ChangeLog changes = new ChangeLog(CHANGES);
  private final FinderFactory finders;

  private TrendFinder finder;
  private String namedFault = "";
  private int generation;
  private long foundAt;

  /** Creates a finder that knows the counts so far. */
  @FunctionalInterface
  interface FinderFactory {
    TrendFinder create(MergedPartitions partitions, List<Dimension> dimensions);
  }

  TrendTracker(CountOptions options, TrendOptions trendOptions) {
    this(
        options,
        (partitions, dimensions) ->
            new TrendFinder(
                partitions.dictionary(), partitions.windows().rings(), dimensions, trendOptions));
  }

  TrendTracker(CountOptions options, FinderFactory finders) {
    this.finders = finders;
    dimensions = TrendDetectors.TRENDING.stream().filter(options.dimensions()::contains).toList();
    everyMillis = options.eventClock() ? 0 : FIND_EVERY_MILLIS;
    longest = options.finiteWindows().stream().max(Comparator.comparingLong(Window::millis));
  }

  /**
   * Finds the trends as of the status's clock; empty if the last search was too recent, or no
   * dimension that can trend is counted.
   *
   * <p>A fault in finding them does not stop the boards: it is logged, and there are no trends
   * until a new finder works. With the event clock, where nothing follows that could, it is thrown.
   */
  Optional<Trends> find(MergedPartitions partitions, Status status) {
    long clock = status.clock();
    if (dimensions.isEmpty() || longest.isEmpty() || clock - foundAt < everyMillis) {
      return Optional.empty();
    }
    foundAt = clock;
    if (status.rebuilding()) {
      return Optional.of(none(status));
    }
    try {
      return Optional.of(search(partitions, status));
    } catch (RuntimeException e) {
      if (everyMillis == 0) {
        throw e;
      }
      if (!namedFault.equals(e.toString())) {
        namedFault = e.toString();
        LOG.log(Level.ERROR, "can't detect trends; retrying with a new detector", e);
      }
      return Optional.of(none(status));
    }
  }

  private Trends none(Status status) {
    finder = null;
    return new Trends(
        status.clock(), status.revision(), false, List.of(), List.of(), changes.latest());
  }

  private Trends search(MergedPartitions partitions, Status status) {
    long clock = status.clock();
    if (finder == null || generation != partitions.generation()) {
      startFinder(partitions);
    }
    finder.advance(clock);
    if (missedMuch(partitions.windows())) {
      startFinder(partitions);
      finder.advance(clock);
    }
    TrendFinder.Findings findings = finder.find();
    changes.update(clock, findings.rising().stream().map(TrendTracker::rises).toList());
    return new Trends(
        clock,
        status.revision(),
        finder.detectors().isWarm(),
        findings.rising().stream().map(TrendStory::entry).toList(),
        findings.leading().stream().map(TrendStory::entry).toList(),
        changes.latest());
  }

  @Override
  public void forget(Dimension dimension, int key) {
    if (finder != null) {
      finder.detectors().forget(dimension, key);
    }
  }

  @Override
  public void forgetGroup(int group) {
    if (finder != null) {
      finder.detectors().forgetGroup(group);
    }
  }

  /** The clock has stepped back: discards what was learned of the time after it. */
  void restart() {
    finder = null;
    foundAt = 0;
  }

  private void startFinder(MergedPartitions partitions) {
    generation = partitions.generation();
    finder = finders.create(partitions, dimensions);
  }

  private boolean missedMuch(Windows windows) {
    long held = windows.rsvps(longest.orElseThrow());
    return held > MISSED * finder.shown() && held - finder.shown() > MISSED_AT_LEAST;
  }

  private static List<ChangeLog.Rise> rises(TrendStory story) {
    return story.parts().stream().map(TrendTracker::rise).toList();
  }

  private static ChangeLog.Rise rise(RisingKey rising) {
    return new ChangeLog.Rise(
        new ChangeLog.Subject(rising.dimension(), rising.key(), rising.within()),
        rising.label(),
        rising.dimension() == Dimension.CITIES ? null : rising.place(),
        new Trend(0, rising.score(), rising.now(), rising.expected(), rising.since()));
  }
}
