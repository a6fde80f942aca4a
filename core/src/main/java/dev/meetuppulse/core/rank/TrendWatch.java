package dev.meetuppulse.core.rank;

import dev.meetuppulse.core.count.Dictionary;
import dev.meetuppulse.core.count.Dimension;
import dev.meetuppulse.core.count.FacetKeys;
import dev.meetuppulse.core.count.Ring;
import dev.meetuppulse.core.count.Totals;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.trend.SurpriseDetector;
import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.trend.TrendOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows a detector for each dimension the buckets as they close, and says why a key rises. It
 * starts with the buckets that the rings hold, so it knows what is usual as soon as it is made. Not
 * thread safe; time is an argument.
 */
final class TrendWatch {
  /** A bucket is closed so long after its end, for records on their way. */
  private static final long SLACK_MILLIS = 5_000;

  private static final int MINUTES = 60;
  private static final long MINUTE = 60_000;
  private static final int MOST_RISING = 20;
  private static final int MOST_LEADING = 5;
  private static final int REASONS = 3;

  private final Dictionary dictionary;
  private final Ring fine;
  private final Ring coarse;
  private final TrendOptions options;
  private final Map<Dimension, SurpriseDetector> detectors = new EnumMap<>(Dimension.class);
  private long firstBucketEnd = Long.MAX_VALUE;
  private long closedUpTo = Long.MIN_VALUE;
  private long shown;

  /**
   * @param rings narrowest buckets first; at least one
   */
  TrendWatch(
      Dictionary dictionary,
      List<Ring> rings,
      Collection<Dimension> dimensions,
      TrendOptions options) {
    this.dictionary = dictionary;
    this.fine = rings.get(0);
    this.coarse = rings.get(rings.size() - 1);
    this.options = options;
    dimensions.forEach(dimension -> detectors.put(dimension, new SurpriseDetector(options)));
  }

  /** RSVPs that the detectors were shown. */
  long shown() {
    return shown;
  }

  /** True once enough is known of what is usual. */
  boolean isWarm() {
    return closedUpTo - options.warmUp().toMillis() >= firstBucketEnd;
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

  /** Wide buckets as far as the narrow ones don't reach. */
  private void showHistory(long limit) {
    List<Long> narrow = fine.buckets();
    long from = narrow.isEmpty() ? limit : Math.min(limit, narrow.get(0) * fine.width());
    if (coarse != fine) {
      show(coarse, from);
    }
    closedUpTo = Math.max(closedUpTo, coarse.bucket(from) * coarse.width());
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
        (facets, event, rsvps, yes, no, going) -> {
          rsvpsInBucket[0] += rsvps;
          dictionary
              .facets(facets)
              .forEach(
                  event,
                  (dimension, key) -> {
                    SurpriseDetector detector = detectors.get(dimension);
                    if (detector != null) {
                      detector.add(key, (int) rsvps);
                    }
                  });
        });
    close(end, rsvpsInBucket[0]);
    firstBucketEnd = Math.min(firstBucketEnd, end);
  }

  /** Ends what was shown, or a stretch in which there was nothing to show. */
  private void close(long end, long rsvps) {
    if (end > closedUpTo && (rsvps != 0 || closedUpTo != Long.MIN_VALUE)) {
      detectors.values().forEach(detector -> detector.close(end, rsvps));
      shown += rsvps;
      closedUpTo = end;
    }
  }

  /** What is rising, and why. */
  List<Rising> rising() {
    List<Reasons> all = new ArrayList<>();
    detectors.forEach(
        (dimension, detector) ->
            detector.rising().stream()
                .limit(MOST_RISING)
                .forEach(trend -> all.add(new Reasons(dimension, trend))));
    return explained(all);
  }

  /** The topics with the most surprising counts that are not called rising, and where from. */
  List<Rising> leading() {
    SurpriseDetector topics = detectors.get(Dimension.TOPICS);
    if (topics == null || !isWarm()) {
      return List.of();
    }
    Set<Integer> rising = topics.rising().stream().map(Trend::key).collect(Collectors.toSet());
    return explained(
        topics.leading(MOST_LEADING + rising.size()).stream()
            .filter(trend -> !rising.contains(trend.key()) && trend.score() > 0)
            .limit(MOST_LEADING)
            .map(trend -> new Reasons(Dimension.TOPICS, trend))
            .toList());
  }

  private List<Rising> explained(List<Reasons> all) {
    if (!all.isEmpty()) {
      Map<Dimension, Map<Integer, Reasons>> byKey = new EnumMap<>(Dimension.class);
      all.forEach(
          reasons ->
              byKey
                  .computeIfAbsent(reasons.dimension, dimension -> new HashMap<>())
                  .put(reasons.trend.key(), reasons));
      long newest = coarse.bucket(closedUpTo);
      for (long bucket = newest - MINUTES * MINUTE / coarse.width(); bucket <= newest; bucket++) {
        gather(bucket, byKey);
      }
    }
    return all.stream().map(Reasons::rising).toList();
  }

  private void gather(long bucket, Map<Dimension, Map<Integer, Reasons>> byKey) {
    long start = bucket * coarse.width();
    coarse.forEach(
        bucket,
        (facets, event, rsvps, yes, no, going) -> {
          FacetKeys keys = dictionary.facets(facets);
          keys.forEach(
              event,
              (dimension, key) -> {
                Map<Integer, Reasons> wanted = byKey.get(dimension);
                Reasons reasons = wanted == null ? null : wanted.get(key);
                if (reasons != null) {
                  reasons.add(start, keys, event, rsvps);
                }
              });
        });
  }

  /** Gathers what explains one rise. */
  private final class Reasons {
    private final Dimension dimension;
    private final Trend trend;
    private final Totals cities = new Totals();
    private final Totals events = new Totals();
    private final Map<Integer, Integer> groups = new HashMap<>();
    private final Integer[] minutes = new Integer[MINUTES];

    private Reasons(Dimension dimension, Trend trend) {
      this.dimension = dimension;
      this.trend = trend;
      Arrays.fill(minutes, 0);
    }

    private void add(long start, FacetKeys keys, int event, long rsvps) {
      int ago = (int) Math.floorDiv(closedUpTo - 1 - start, MINUTE);
      if (0 <= ago && ago < MINUTES) {
        minutes[MINUTES - 1 - ago] += (int) rsvps;
      }
      if (start + coarse.width() > trend.since()) {
        if (keys.city() != Dictionary.NONE) {
          cities.add(keys.city(), rsvps, 0, 0, 0);
        }
        if (event != Dictionary.NONE) {
          events.add(event, rsvps, 0, 0, 0);
          groups.put(event, keys.group());
        }
      }
    }

    private Rising rising() {
      Key key = dictionary.key(dimension, trend.key());
      return new Rising(
          dimension,
          key.name(),
          key.label(),
          trend.score(),
          trend.now(),
          trend.expected(),
          trend.since(),
          top(cities, Dimension.CITIES),
          top(events, Dimension.EVENTS).stream()
              .map(row -> new Rising.Event(row.key(), row.label(), group(row), row.rsvps()))
              .toList(),
          List.of(minutes));
    }

    private List<Row> top(Totals totals, Dimension of) {
      int size = Math.min(totals.keys(), dictionary.size(of));
      return Leaderboard.top(totals, size, number -> dictionary.key(of, number), REASONS).rows();
    }

    private String group(Row event) {
      int number = dictionary.find(Dimension.EVENTS, Key.of(event.key()));
      int group = groups.getOrDefault(number, Dictionary.NONE);
      return group == Dictionary.NONE ? null : dictionary.key(Dimension.GROUPS, group).name();
    }
  }
}
