package dev.meetuppulse.core.board;

import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.trend.ChangeLog;
import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.core.window.Windows;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks for trends now and then, in a {@link TrendWatch}. It creates a new watch when the counts
 * are no longer those that the watch was shown: after the journals were read again, and while
 * counts of the past are still coming in.
 */
final class TrendDesk {
  /** With the event clock a look belongs to every publication: the last one must be complete. */
  private static final long LOOK_EVERY_MILLIS = 2_000;

  private static final int CHANGES = 50;

  /**
   * A new watch is created when the longest window holds this much more than the watch was shown.
   */
  private static final double MISSED = 1.1;

  private static final long MISSED_AT_LEAST = 500;

  private final List<Dimension> dimensions;
  private final TrendOptions trendOptions;
  private final long everyMillis;
  private final Optional<Window> longest;
  private final ChangeLog changes = new ChangeLog(CHANGES);

  private TrendWatch watch;
  private int beginnings;
  private long lookedAt;

  TrendDesk(CountOptions options, TrendOptions trendOptions) {
    this.trendOptions = trendOptions;
    dimensions = TrendWatch.TRENDING.stream().filter(options.dimensions()::contains).toList();
    everyMillis = options.eventClock() ? 0 : LOOK_EVERY_MILLIS;
    longest = options.finiteWindows().stream().max(Comparator.comparingLong(Window::millis));
  }

  /**
   * Finds the trends as of the status's clock.
   *
   * @return empty if the last look was too recent, or nothing that can trend is counted
   */
  Optional<Trends> look(MergedPartitions partitions, Status status) {
    long clock = status.clock();
    if (dimensions.isEmpty() || longest.isEmpty() || clock - lookedAt < everyMillis) {
      return Optional.empty();
    }
    lookedAt = clock;
    if (status.rebuilding()) {
      watch = null;
      return Optional.of(
          new Trends(clock, status.revision(), false, List.of(), List.of(), changes.latest()));
    }
    if (watch == null || beginnings != partitions.beginnings()) {
      watchAfresh(partitions);
    }
    watch.advance(clock);
    if (missedMuch(partitions.windows())) {
      watchAfresh(partitions);
      watch.advance(clock);
    }
    TrendWatch.Found found = watch.find();
    changes.update(clock, found.rising().stream().map(TrendDesk::rise).toList());
    return Optional.of(
        new Trends(
            clock,
            status.revision(),
            watch.isWarm(),
            found.rising(),
            found.leading(),
            changes.latest()));
  }

  /** A key's number will be given to another key. */
  void forget(Dimension dimension, int key) {
    if (watch != null) {
      watch.forget(dimension, key);
    }
  }

  /** The clock has stepped back: discards what was learned of the time after it. */
  void restart() {
    watch = null;
    lookedAt = 0;
  }

  private void watchAfresh(MergedPartitions partitions) {
    beginnings = partitions.beginnings();
    watch =
        new TrendWatch(
            partitions.dictionary(), partitions.windows().rings(), dimensions, trendOptions);
  }

  private boolean missedMuch(Windows windows) {
    long held = windows.rsvps(longest.orElseThrow());
    return held > MISSED * watch.shown() && held - watch.shown() > MISSED_AT_LEAST;
  }

  private static ChangeLog.Rise rise(Rising rising) {
    return new ChangeLog.Rise(
        rising.dimension(),
        new Key(rising.key(), rising.label()),
        rising.dimension() == Dimension.CITIES ? null : rising.place(),
        new Trend(0, rising.score(), rising.now(), rising.expected(), rising.since()));
  }
}
