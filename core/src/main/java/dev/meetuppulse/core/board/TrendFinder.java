package dev.meetuppulse.core.board;

import dev.meetuppulse.core.trend.OpenBucket;
import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyNumbers;
import dev.meetuppulse.core.window.Ring;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Shows the detectors the buckets as they close, and says why a key rises. It starts with the
 * buckets that the rings hold, so it knows what is usual as soon as it is created. Not thread safe;
 * time is an argument.
 */
final class TrendFinder {
  /** A bucket is closed this long after its end, to wait for records on their way. */
  private static final long SLACK_MILLIS = 5_000;

  private static final long MINUTE_MILLIS = 60_000;
  private static final long LOOK_BACK_MILLIS = TrendReasons.MINUTES * MINUTE_MILLIS;

  /** Cells that are read to explain the rising keys, beyond those of the last hour. */
  private static final int MAX_CELLS = 100_000;

  /** Cells, counted once for each trend they belong to, whose groups and events are kept. */
  private static final int MAX_REASONS = 200_000;

  private static final int MAX_BUCKETS = 10_000;
  private static final int MAX_RISING = 20;
  private static final int MAX_LEADING = 5;

  /** Leading topics that are considered: a group's event brings up to fifteen of them. */
  private static final int MAX_CONSIDERED = 60;

  private static final TrendReasons[] NO_TRENDS = {};

  private final Dictionary dictionary;
  private final List<Ring> rings;
  private final Ring fine;

  /** Reasons are resolved to the minute, from the ring that reaches back the longest. */
  private final Ring reasons;

  private final TrendDetectors detectors;

  /** RSVPs of the current bucket, by group: a group has many topics, and a cell for each event. */
  private final OpenBucket rsvpsByGroup = new OpenBucket();

  private long closedUpTo = Long.MIN_VALUE;
  private long shown;

  /**
   * A finder over at least one ring, narrowest buckets first; {@code dimensions} must be among
   * {@link TrendDetectors#TRENDING}.
   */
  TrendFinder(
      Dictionary dictionary,
      List<Ring> rings,
      Collection<Dimension> dimensions,
      TrendOptions options) {
    this.dictionary = dictionary;
    this.rings = List.copyOf(rings);
    this.fine = rings.get(0);
    this.reasons =
        rings.stream()
            .filter(ring -> ring.width() <= MINUTE_MILLIS)
            .reduce((a, b) -> b)
            .orElse(fine);
    this.detectors = new TrendDetectors(dictionary, dimensions, options);
  }

  /** RSVPs that the detectors were shown. */
  long shown() {
    return shown;
  }

  TrendDetectors detectors() {
    return detectors;
  }

  /** Closes the buckets that have ended. */
  void advance(long clock) {
    long limit = clock - SLACK_MILLIS;
    if (closedUpTo == Long.MIN_VALUE) {
      showHistory(limit);
    }
    show(fine, limit);
    close(fine.bucket(limit) * fine.width(), 0);
  }

  /** Each ring's buckets for the time that the narrower ones don't reach. */
  private void showHistory(long limit) {
    for (int i = rings.size() - 1; i > 0; i--) {
      Ring wide = rings.get(i);
      long from = begin(rings.get(i - 1), limit);
      show(wide, from);
      closedUpTo = Math.max(closedUpTo, wide.bucket(from) * wide.width());
    }
    closedUpTo = Math.max(closedUpTo, fine.bucket(begin(fine, limit)) * fine.width());
  }

  private static long begin(Ring ring, long limit) {
    List<Long> held = ring.buckets();
    return held.isEmpty() ? limit : Math.min(limit, held.get(0) * ring.width());
  }

  /** Shows the buckets that hold something, from the last one closed to those that end in time. */
  private void show(Ring ring, long limit) {
    for (long bucket : ring.buckets()) {
      long start = bucket * ring.width();
      if (start >= closedUpTo && start + ring.width() <= limit) {
        close(start, 0);
        show(ring, bucket, start + ring.width());
      }
    }
  }

  private void show(Ring ring, long bucket, long end) {
    long[] rsvpsInBucket = new long[1];
    ring.forEach(
        bucket,
        cell -> {
          int rsvps = (int) cell.counts().rsvps();
          rsvpsInBucket[0] += rsvps;
          if (rsvps != 0) {
            rsvpsByGroup.add(cell.group(), rsvps);
          }
        });
    rsvpsByGroup.drain((group, rsvps) -> detectors.add(group, dictionary.group(group), rsvps));
    close(end, rsvpsInBucket[0]);
  }

  /** Ends what was shown, or a stretch in which there was nothing to show. */
  private void close(long end, long rsvps) {
    if (end > closedUpTo && (rsvps != 0 || closedUpTo != Long.MIN_VALUE)) {
      detectors.close(end, rsvps);
      shown += rsvps;
      closedUpTo = end;
    }
  }

  /**
   * The rises, and the topics closest to rising whose counts may still be chance; the most
   * surprising first.
   */
  record Findings(List<TrendStory> rising, List<TrendStory> leading) {}

  /** Finds the trends as of the last closed bucket, with their reasons. */
  Findings find() {
    List<TrendReasons> rising = reasons(detectors.rising(MAX_RISING));
    List<TrendReasons> leading = reasons(detectors.leading(MAX_CONSIDERED));
    explain(Stream.concat(rising.stream(), leading.stream()).toList());
    return new Findings(TrendStory.of(rising, rising.size()), TrendStory.of(leading, MAX_LEADING));
  }

  private List<TrendReasons> reasons(List<TrendDetectors.Found> found) {
    return found.stream().map(trend -> new TrendReasons(dictionary, trend, closedUpTo)).toList();
  }

  /**
   * One pass over the last hour, and as far back as the trends reach while that is cheap; which
   * trends a cell belongs to is looked up once a group.
   */
  private void explain(List<TrendReasons> trends) {
    if (trends.isEmpty()) {
      return;
    }
    Map<Dimension, Map<Integer, List<TrendReasons>>> byKey = byKey(trends);
    TrendReasons[][] byGroup = new TrendReasons[dictionary.groups().size()][];
    long newest = reasons.bucket(closedUpTo);
    long hour = newest - LOOK_BACK_MILLIS / reasons.width();
    long earliest = trends.stream().mapToLong(TrendReasons::since).min().orElseThrow();
    long oldest = Math.min(hour, reasons.bucket(earliest));
    int[] cells = new int[1];
    int[] reasonsGiven = new int[1];
    for (long bucket = newest; bucket >= oldest; bucket--) {
      if (bucket < hour && (cells[0] > MAX_CELLS || newest - bucket > MAX_BUCKETS)) {
        break;
      }
      long start = bucket * reasons.width();
      reasons.forEach(
          bucket,
          cell -> {
            cells[0]++;
            int group = cell.group();
            KeyNumbers keys = dictionary.group(group);
            if (byGroup[group] == null) {
              byGroup[group] = concerning(keys, byKey);
            }
            for (TrendReasons trend : byGroup[group]) {
              trend.add(start, cell);
              boolean isSince = start + reasons.width() > trend.since();
              if (isSince && reasonsGiven[0]++ < MAX_REASONS) {
                trend.addReasons(keys, cell);
              }
            }
          });
    }
  }

  private static Map<Dimension, Map<Integer, List<TrendReasons>>> byKey(List<TrendReasons> trends) {
    Map<Dimension, Map<Integer, List<TrendReasons>>> byKey = new EnumMap<>(Dimension.class);
    for (TrendReasons trend : trends) {
      byKey
          .computeIfAbsent(trend.dimension(), of -> new HashMap<>())
          .computeIfAbsent(trend.key(), of -> new ArrayList<>())
          .add(trend);
    }
    return byKey;
  }

  private static TrendReasons[] concerning(
      KeyNumbers keys, Map<Dimension, Map<Integer, List<TrendReasons>>> byKey) {
    List<TrendReasons> found = new ArrayList<>();
    keys.forEach(
        Dictionary.NONE,
        (dimension, key) -> {
          for (TrendReasons trend :
              byKey.getOrDefault(dimension, Map.of()).getOrDefault(key, List.of())) {
            if (trend.isIn(keys.of(Dimension.CITIES))) {
              found.add(trend);
            }
          }
        });
    return found.isEmpty() ? NO_TRENDS : found.toArray(NO_TRENDS);
  }
}
