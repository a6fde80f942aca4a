package dev.meetuppulse.core.board;

import dev.meetuppulse.core.trend.PairNumbers;
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

  /** Topics within cities that are held at most, at about 120 bytes each. */
  private static final int MOST_PAIRS = 100_000;

  private static final int MINUTE = 60_000;

  /**
   * A key that rises.
   *
   * @param city the city within which a topic rises, or {@link Dictionary#NONE}
   * @param trend with the key's number
   */
  record Found(Dimension dimension, int city, Trend trend) {}

  private final Map<Dimension, SurpriseDetector> byDimension = new EnumMap<>(Dimension.class);
  private final SurpriseDetector topics;
  private final SurpriseDetector cities;
  private final SurpriseDetector groups;

  /** Of topics within cities; null unless both are counted. */
  private final SurpriseDetector local;

  private final PairNumbers pairs;
  private final BitSet forgottenCities = new BitSet();
  private final BitSet forgottenTopics = new BitSet();

  /**
   * @param dimensions any of {@link #TRENDING}
   */
  TrendDetectors(Collection<Dimension> dimensions, TrendOptions options) {
    dimensions.forEach(
        dimension ->
            byDimension.put(dimension, new SurpriseDetector(options.part(PARTS.get(dimension)))));
    topics = byDimension.get(Dimension.TOPICS);
    cities = byDimension.get(Dimension.CITIES);
    groups = byDimension.get(Dimension.GROUPS);
    local =
        topics == null || cities == null
            ? null
            : new SurpriseDetector(options.part(TrendOptions.TOPICS_IN_CITIES));
    pairs = new PairNumbers(MOST_PAIRS, pair -> local.forget(pair));
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
    if (dimension == Dimension.CITIES) {
      forgottenCities.set(key);
    } else if (dimension == Dimension.TOPICS) {
      forgottenTopics.set(key);
    }
  }

  /**
   * Adds RSVPs to the open bucket.
   *
   * @param keys of their group
   * @param time of the bucket, ms since the epoch
   */
  void add(KeyNumbers keys, int rsvps, long time) {
    forgetPairs();
    add(cities, keys.city(), rsvps);
    add(groups, keys.group(), rsvps);
    if (topics == null) {
      return;
    }
    for (int topic : keys.topics()) {
      add(topics, topic, rsvps);
      if (local != null && topic > Dictionary.UNLISTED && keys.city() > Dictionary.UNLISTED) {
        local.add(pairs.number(keys.city(), topic, (int) (time / MINUTE)), rsvps);
      }
    }
  }

  private static void add(SurpriseDetector detector, int key, int rsvps) {
    if (detector != null && key > Dictionary.UNLISTED) {
      detector.add(key, rsvps);
    }
  }

  /** Before a number is used for another key. */
  private void forgetPairs() {
    if (!forgottenCities.isEmpty() || !forgottenTopics.isEmpty()) {
      pairs.forgetIf((city, topic) -> forgottenCities.get(city) || forgottenTopics.get(topic));
      forgottenCities.clear();
      forgottenTopics.clear();
    }
  }

  /** Closes the bucket. */
  void close(long end, long rsvps) {
    byDimension.values().forEach(detector -> detector.close(end, rsvps));
    if (local != null) {
      local.close(end, rsvps);
    }
  }

  /**
   * The keys that are rising.
   *
   * @param most of each dimension, and of topics within cities
   */
  List<Found> rising(int most) {
    forgetPairs();
    List<Found> found = new ArrayList<>();
    byDimension.forEach(
        (dimension, detector) ->
            detector.rising().stream()
                .limit(most)
                .forEach(trend -> found.add(new Found(dimension, Dictionary.NONE, trend))));
    if (local != null) {
      local.rising().stream().limit(most).forEach(trend -> found.add(local(trend)));
    }
    return found;
  }

  private Found local(Trend trend) {
    int pair = trend.key();
    return new Found(
        Dimension.TOPICS,
        pairs.first(pair),
        new Trend(pairs.second(pair), trend.score(), trend.now(), trend.expected(), trend.since()));
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
