package dev.meetuppulse.core.board;

import dev.meetuppulse.core.trend.SurpriseDetector;
import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyNumbers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A detector for each dimension in which something can rise, and one for the topics within each
 * city. They share the false alarms that are allowed.
 */
final class TrendDetectors {
  /** The dimensions in which something can rise. */
  static final List<Dimension> TRENDING =
      List.of(Dimension.TOPICS, Dimension.CITIES, Dimension.GROUPS);

  /** Of the false alarms, the part that each dimension may raise. */
  private static final Map<Dimension, Double> PARTS =
      Map.of(Dimension.TOPICS, TrendOptions.TOPICS, Dimension.CITIES, 0.05, Dimension.GROUPS, 0.05);

  /** RSVPs a second. */
  static final int FAST = 500;

  /** Buckets of a fast stream are closed this late, which costs less. */
  private static final long LONGEST_MILLIS = 5_000;

  /**
   * A rising key, identified by the number in the trend. {@code city} is the city within which a
   * topic rises, or {@link Dictionary#NONE}.
   */
  record Found(Dimension dimension, int city, Trend trend) {}

  private final Map<Dimension, SurpriseDetector> byDimension = new EnumMap<>(Dimension.class);
  private final SurpriseDetector topics;
  private final SurpriseDetector cities;
  private final SurpriseDetector groups;

  /** Null unless topics and cities are counted. */
  private final LocalTrends local;

  private long openSince = Long.MIN_VALUE;
  private long open;

  /** Detectors for {@code dimensions}, which must be among {@link #TRENDING}. */
  TrendDetectors(Dictionary dictionary, Collection<Dimension> dimensions, TrendOptions options) {
    dimensions.forEach(
        dimension ->
            byDimension.put(dimension, new SurpriseDetector(options.part(PARTS.get(dimension)))));
    topics = byDimension.get(Dimension.TOPICS);
    cities = byDimension.get(Dimension.CITIES);
    groups = byDimension.get(Dimension.GROUPS);
    local = topics == null || cities == null ? null : new LocalTrends(dictionary, options);
  }

  /** True once enough is known of what is usual. */
  boolean isWarm() {
    return byDimension.values().iterator().next().isWarm();
  }

  /** A key's number will be given to another key. */
  void forget(Dimension dimension, int key) {
    SurpriseDetector detector = byDimension.get(dimension);
    if (detector != null) {
      detector.forget(key);
    }
    if (local != null) {
      local.forget(dimension, key);
    }
  }

  /** A group's number will be given to another group. */
  void forgetGroup(int group) {
    if (local != null) {
      local.forgetGroup(group);
    }
  }

  void add(int group, KeyNumbers keys, int rsvps) {
    add(cities, keys.of(Dimension.CITIES), rsvps);
    add(groups, keys.of(Dimension.GROUPS), rsvps);
    if (topics != null) {
      for (int i = 0; i < keys.topics(); i++) {
        add(topics, keys.topic(i), rsvps);
      }
    }
    if (local != null) {
      local.add(group, rsvps);
    }
  }

  private static void add(SurpriseDetector detector, int key, int rsvps) {
    if (detector != null && key > Dictionary.UNLISTED) {
      detector.add(key, rsvps);
    }
  }

  /**
   * Closes the current bucket, which ends at {@code end}, ms since the epoch. In a fast stream
   * detectors close several seconds at once.
   */
  void close(long end, long rsvps) {
    if (local != null) {
      local.close(end, rsvps);
    }
    if (openSince == Long.MIN_VALUE) {
      openSince = end - 1;
    }
    open += rsvps;
    long millis = end - openSince;
    if (millis >= LONGEST_MILLIS || open * 1000 <= FAST * millis) {
      long all = open;
      byDimension.values().forEach(detector -> detector.close(end, all));
      openSince = end;
      open = 0;
    }
  }

  /**
   * The rising keys, at most {@code most} per dimension and of topics within cities. A detector
   * ends a rise up to half a minute after its key has fallen below the usual rate; such keys are
   * left out.
   */
  List<Found> rising(int most) {
    List<Found> found = new ArrayList<>();
    byDimension.forEach(
        (dimension, detector) ->
            detector.rising().stream()
                .filter(trend -> trend.score() > 0)
                .limit(most)
                .forEach(trend -> found.add(new Found(dimension, Dictionary.NONE, trend))));
    if (local != null) {
      found.addAll(local.rising(most));
    }
    return found;
  }

  /**
   * The topics that come more often than they should but do not rise, the most surprising first.
   */
  List<Found> leading(int most) {
    if (topics == null || !isWarm()) {
      return List.of();
    }
    BitSet rising = new BitSet();
    topics.rising().forEach(trend -> rising.set(trend.key()));
    return topics.leading(most + rising.cardinality()).stream()
        .filter(trend -> !rising.get(trend.key()) && trend.score() > 0)
        .limit(most)
        .map(trend -> new Found(Dimension.TOPICS, Dictionary.NONE, trend))
        .toList();
  }
}
