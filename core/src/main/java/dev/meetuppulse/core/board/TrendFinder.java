package dev.meetuppulse.core.board;

import dev.meetuppulse.core.trend.SurpriseDetector;
import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyNumbers;
import dev.meetuppulse.core.window.Ring;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows a detector for each dimension the buckets as they close, and says why a key rises. It
 * starts with the buckets that the rings hold, so it knows what is usual as soon as it is created.
 * Not thread safe; time is an argument.
 */
final class TrendFinder {
  /** The dimensions in which something can rise. */
  static final List<Dimension> TRENDING =
      List.of(Dimension.TOPICS, Dimension.CITIES, Dimension.GROUPS);

  /** A bucket is closed this long after its end, to wait for records on their way. */
  private static final long SLACK_MILLIS = 5_000;

  private static final long LOOK_BACK_MILLIS = TrendReasons.MINUTES * 60_000L;

  /** Cells that are read to explain the rising keys, beyond those of the last hour. */
  private static final int MOST_CELLS = 100_000;

  private static final int MOST_BUCKETS = 10_000;
  private static final int MOST_RISING = 20;
  private static final int MOST_LEADING = 5;

  /** Leading topics that are considered: a group's event brings up to fifteen of them. */
  private static final int MOST_CONSIDERED = 60;

  /** Of the false alarms, the part that each dimension may raise. */
  private static final Map<Dimension, Double> PARTS =
      Map.of(Dimension.TOPICS, TrendOptions.TOPICS, Dimension.CITIES, 0.1, Dimension.GROUPS, 0.1);

  private static final TrendReasons[] NO_TRENDS = {};

  private final Dictionary dictionary;
  private final Ring fine;
  private final Ring coarse;
  private final Map<Dimension, SurpriseDetector> detectors = new EnumMap<>(Dimension.class);
  private final SurpriseDetector topics;
  private final SurpriseDetector cities;
  private final SurpriseDetector groups;
  private long closedUpTo = Long.MIN_VALUE;
  private long shown;

  /**
   * @param rings narrowest buckets first; at least one
   * @param dimensions any of {@link #TRENDING}
   */
  TrendFinder(
      Dictionary dictionary,
      List<Ring> rings,
      Collection<Dimension> dimensions,
      TrendOptions options) {
    this.dictionary = dictionary;
    this.fine = rings.get(0);
    this.coarse = rings.get(rings.size() - 1);
    dimensions.forEach(
        dimension ->
            detectors.put(dimension, new SurpriseDetector(options.part(PARTS.get(dimension)))));
    this.topics = detectors.get(Dimension.TOPICS);
    this.cities = detectors.get(Dimension.CITIES);
    this.groups = detectors.get(Dimension.GROUPS);
  }

  /** RSVPs that the detectors were shown. */
  long shown() {
    return shown;
  }

  /** A key's number will be given to another key. */
  void forget(Dimension dimension, int key) {
    SurpriseDetector detector = detectors.get(dimension);
    if (detector != null) {
      detector.forget(key);
    }
  }

  /** True once enough is known of what is usual. */
  boolean isWarm() {
    return detectors.values().iterator().next().isWarm();
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
        cell -> {
          long rsvps = cell.counts().rsvps();
          rsvpsInBucket[0] += rsvps;
          show(dictionary.group(cell.group()), (int) rsvps);
        });
    close(end, rsvpsInBucket[0]);
  }

  private void show(KeyNumbers keys, int rsvps) {
    add(cities, keys.of(Dimension.CITIES), rsvps);
    add(groups, keys.of(Dimension.GROUPS), rsvps);
    if (topics != null) {
      for (int i = 0; i < keys.topics(); i++) {
        add(topics, keys.topic(i), rsvps);
      }
    }
  }

  private static void add(SurpriseDetector detector, int key, int rsvps) {
    if (detector != null && key > Dictionary.UNLISTED) {
      detector.add(key, rsvps);
    }
  }

  /** Ends what was shown, or a stretch in which there was nothing to show. */
  private void close(long end, long rsvps) {
    if (end > closedUpTo && (rsvps != 0 || closedUpTo != Long.MIN_VALUE)) {
      detectors.values().forEach(detector -> detector.close(end, rsvps));
      shown += rsvps;
      closedUpTo = end;
    }
  }

  /**
   * The rising keys, and the topics that are closest to rising.
   *
   * @param rising the most surprising first, dimension by dimension
   * @param leading topics with surprising counts that chance could have brought about; the most
   *     surprising first, and one for all that are carried by the same events
   */
  record Findings(List<Rising> rising, List<Rising> leading) {}

  /** Finds the trends as of the last closed bucket, with their reasons. */
  Findings find() {
    List<TrendReasons> rising = new ArrayList<>();
    detectors.forEach(
        (dimension, detector) ->
            detector.rising().stream()
                .limit(MOST_RISING)
                .forEach(trend -> rising.add(reasons(dimension, trend))));
    List<TrendReasons> leading = leading();
    explain(Stream.concat(rising.stream(), leading.stream()).toList());
    return new Findings(
        rising.stream().map(trend -> trend.rising(List.of())).toList(), folded(leading));
  }

  private List<TrendReasons> leading() {
    if (topics == null || !isWarm()) {
      return List.of();
    }
    Set<Integer> rising = topics.rising().stream().map(Trend::key).collect(Collectors.toSet());
    return topics.leading(MOST_CONSIDERED + rising.size()).stream()
        .filter(trend -> !rising.contains(trend.key()) && trend.score() > 0)
        .limit(MOST_CONSIDERED)
        .map(trend -> reasons(Dimension.TOPICS, trend))
        .toList();
  }

  /** Of those that say the same the first stands for all. */
  private static List<Rising> folded(List<TrendReasons> leading) {
    Map<TrendReasons, List<TrendReasons>> news = new LinkedHashMap<>();
    for (TrendReasons trend : leading) {
      Optional<TrendReasons> first =
          news.keySet().stream().filter(trend::saysTheSameAs).findFirst();
      if (first.isPresent()) {
        news.get(first.get()).add(trend);
      } else if (news.size() < MOST_LEADING) {
        news.put(trend, new ArrayList<>());
      }
    }
    List<Rising> folded = new ArrayList<>();
    news.forEach((trend, alongside) -> folded.add(trend.rising(alongside)));
    return folded;
  }

  private TrendReasons reasons(Dimension dimension, Trend trend) {
    return new TrendReasons(dictionary, dimension, trend, closedUpTo);
  }

  /**
   * One pass over the last hour, and as far back as the trends reach while that is cheap; which
   * trends a cell belongs to is looked up once a group.
   */
  private void explain(List<TrendReasons> trends) {
    if (trends.isEmpty()) {
      return;
    }
    Map<Dimension, Map<Integer, TrendReasons>> byKey = new EnumMap<>(Dimension.class);
    for (TrendReasons trend : trends) {
      byKey.computeIfAbsent(trend.dimension(), of -> new HashMap<>()).put(trend.key(), trend);
    }
    TrendReasons[][] byGroup = new TrendReasons[dictionary.groupsSize()][];
    long newest = coarse.bucket(closedUpTo);
    long hour = newest - LOOK_BACK_MILLIS / coarse.width();
    long earliest = trends.stream().mapToLong(TrendReasons::since).min().orElseThrow();
    long oldest = Math.min(hour, coarse.bucket(earliest));
    int[] cells = new int[1];
    for (long bucket = newest; bucket >= oldest; bucket--) {
      if (bucket < hour && (cells[0] > MOST_CELLS || newest - bucket > MOST_BUCKETS)) {
        break;
      }
      long start = bucket * coarse.width();
      coarse.forEach(
          bucket,
          cell -> {
            cells[0]++;
            int group = cell.group();
            KeyNumbers keys = dictionary.group(group);
            if (byGroup[group] == null) {
              byGroup[group] = concerning(keys, byKey);
            }
            for (TrendReasons trend : byGroup[group]) {
              trend.add(start, start + coarse.width(), keys, cell);
            }
          });
    }
  }

  private static TrendReasons[] concerning(
      KeyNumbers keys, Map<Dimension, Map<Integer, TrendReasons>> byKey) {
    List<TrendReasons> found = new ArrayList<>();
    keys.forEach(
        Dictionary.NONE,
        (dimension, key) -> {
          TrendReasons trend = byKey.getOrDefault(dimension, Map.of()).get(key);
          if (trend != null) {
            found.add(trend);
          }
        });
    return found.isEmpty() ? NO_TRENDS : found.toArray(NO_TRENDS);
  }
}
