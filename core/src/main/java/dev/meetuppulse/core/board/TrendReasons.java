package dev.meetuppulse.core.board;

import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.window.Cell;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyNumbers;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Gathers what explains one trend: when its RSVPs came, and from which cities and events. */
final class TrendReasons {
  private static final long MINUTE = 60_000;
  private static final int MOST = 3;

  /** Minutes that are looked back. */
  static final int MINUTES = 60;

  private record CountedKey(Key key, int number, int rsvps) {
    private Row row() {
      return new Row(key.name(), key.label(), rsvps, 0, 0, 0);
    }
  }

  private final Dictionary dictionary;
  private final Dimension dimension;
  private final Trend trend;
  private final long end;
  private final int[] minutes = new int[MINUTES];
  private final Map<Integer, Integer> cities = new HashMap<>();
  private final Map<Integer, Integer> events = new HashMap<>();
  private final Map<Integer, Integer> groupOfEvent = new HashMap<>();

  /**
   * @param end of the last minute, ms since the epoch
   */
  TrendReasons(Dictionary dictionary, Dimension dimension, Trend trend, long end) {
    this.dictionary = dictionary;
    this.dimension = dimension;
    this.trend = trend;
    this.end = end;
  }

  Dimension dimension() {
    return dimension;
  }

  int key() {
    return trend.key();
  }

  long since() {
    return trend.since();
  }

  /**
   * Takes in RSVPs that count on the trend's key.
   *
   * @param from begin of the bucket they are in, ms since the epoch
   * @param to its end
   */
  void add(long from, long to, KeyNumbers keys, Cell cell) {
    int rsvps = (int) cell.counts().rsvps();
    long ago = Math.floorDiv(end - 1 - from, MINUTE);
    if (0 <= ago && ago < MINUTES) {
      minutes[MINUTES - 1 - (int) ago] += rsvps;
    }
    if (to > trend.since()) {
      count(cities, keys.of(Dimension.CITIES), rsvps);
      count(events, cell.event(), rsvps);
      groupOfEvent.put(cell.event(), keys.of(Dimension.GROUPS));
    }
  }

  private static void count(Map<Integer, Integer> counts, int number, int rsvps) {
    if (number > Dictionary.UNLISTED) {
      counts.merge(number, rsvps, Integer::sum);
    }
  }

  /** True if two thirds of either's RSVPs or more are for the same events: they are one news. */
  boolean saysTheSameAs(TrendReasons other) {
    int shared = 0;
    for (Map.Entry<Integer, Integer> event : events.entrySet()) {
      shared += Math.min(event.getValue(), other.events.getOrDefault(event.getKey(), 0));
    }
    return shared > 0 && 3L * shared >= 2L * Math.max(sum(events), sum(other.events));
  }

  private static int sum(Map<Integer, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The key's label, for display. */
  String label() {
    return dictionary.key(dimension, trend.key()).label();
  }

  /**
   * The trend with the reasons gathered so far.
   *
   * @param alongside trends that it stands for besides itself
   */
  Rising rising(List<TrendReasons> alongside) {
    Key key = dictionary.key(dimension, trend.key());
    return new Rising(
        dimension,
        key.name(),
        key.label(),
        trend.score(),
        trend.now(),
        trend.expected(),
        trend.since(),
        top(cities, Dimension.CITIES).map(CountedKey::row).toList(),
        top(events, Dimension.EVENTS).map(this::event).toList(),
        IntStream.of(minutes).boxed().toList(),
        alongside.stream().map(TrendReasons::label).toList());
  }

  private Stream<CountedKey> top(Map<Integer, Integer> counts, Dimension of) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(
            entry ->
                new CountedKey(
                    dictionary.key(of, entry.getKey()), entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingInt(CountedKey::rsvps)
                .reversed()
                .thenComparing(counted -> counted.key().name(), Leaderboard::compareUtf8))
        .limit(MOST);
  }

  private Rising.Event event(CountedKey event) {
    int group = groupOfEvent.get(event.number());
    return new Rising.Event(
        event.key().name(),
        event.key().label(),
        group <= Dictionary.UNLISTED ? null : dictionary.key(Dimension.GROUPS, group).name(),
        event.rsvps());
  }
}
