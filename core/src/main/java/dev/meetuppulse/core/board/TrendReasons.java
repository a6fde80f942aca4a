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
  private static final int MAX_REASONS = 3;
  private static final double MOSTLY = 2.0 / 3;

  /** Minutes that are looked back. */
  static final int MINUTES = 60;

  private static final List<Dimension> VAGUENESS =
      List.of(Dimension.TOPICS, Dimension.GROUPS, Dimension.CITIES);

  private record CountedKey(Key key, int number, int rsvps) {
    private Row row() {
      return new Row(key.name(), key.label(), rsvps, 0, 0, 0);
    }
  }

  private final Dictionary dictionary;
  private final Dimension dimension;
  private final int city;
  private final Trend trend;
  private final long end;
  private final int[] minutes = new int[MINUTES];
  private final Map<Integer, Integer> cities = new HashMap<>();
  private final Map<Integer, Integer> events = new HashMap<>();

  /** RSVPs since the rise began, by their group's number: its city and topics. */
  private final Map<Integer, Integer> carriers = new HashMap<>();

  private final Map<Integer, Integer> groupOfEvent = new HashMap<>();

  /** Reasons up to {@code end}, the end of the last minute, ms since the epoch. */
  TrendReasons(Dictionary dictionary, TrendDetectors.Found found, long end) {
    this.dictionary = dictionary;
    this.dimension = found.dimension();
    this.city = found.city();
    this.trend = found.trend();
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

  double score() {
    return trend.score();
  }

  /** True if a group of that city can count on the key. */
  boolean isIn(int groupCity) {
    return city == Dictionary.NONE || city == groupCity;
  }

  /** Adds RSVPs of the key in the bucket that begins at {@code from}, ms since the epoch. */
  void add(long from, Cell cell) {
    int rsvps = (int) cell.counts().rsvps();
    long ago = Math.floorDiv(end - 1 - from, MINUTE);
    if (0 <= ago && ago < MINUTES) {
      minutes[MINUTES - 1 - (int) ago] += rsvps;
    }
  }

  /** Adds the city, group and event of RSVPs since the trend began. */
  void addReasons(KeyNumbers keys, Cell cell) {
    int rsvps = (int) cell.counts().rsvps();
    count(cities, keys.of(Dimension.CITIES), rsvps);
    count(events, cell.event(), rsvps);
    count(carriers, cell.group(), rsvps);
    groupOfEvent.put(cell.event(), keys.of(Dimension.GROUPS));
  }

  private static void count(Map<Integer, Integer> counts, int number, int rsvps) {
    if (number > Dictionary.UNLISTED) {
      counts.merge(number, rsvps, Integer::sum);
    }
  }

  /**
   * True if both rise for the same reason: as many RSVPs count on both as most of what the smaller
   * one has beyond its usual, and they are either most of what came to either beyond the usual, or
   * beyond the usual at the larger one for the most part.
   */
  boolean sharesReasonsWith(TrendReasons other) {
    boolean isSmaller = sum(carriers) < sum(other.carriers);
    TrendReasons smaller = isSmaller ? this : other;
    TrendReasons larger = isSmaller ? other : this;
    long shared = larger.shared(smaller);
    double most = MOSTLY * smaller.toExplain();
    double beyondUsual = Math.max(beyondUsual(), other.beyondUsual());
    return shared > 0
        && shared >= most
        && (shared >= MOSTLY * beyondUsual
            || shared * larger.beyondUsual() / larger.trend.now() >= most);
  }

  private long shared(TrendReasons other) {
    return carriers.entrySet().stream()
        .mapToLong(
            carrier ->
                Math.min(carrier.getValue(), other.carriers.getOrDefault(carrier.getKey(), 0)))
        .sum();
  }

  /** RSVPs that another trend must account for. */
  private double toExplain() {
    double all = sum(carriers);
    return beyondUsual() > 0 ? Math.min(all, beyondUsual()) : all;
  }

  private double beyondUsual() {
    return trend.now() - trend.expected();
  }

  private static int sum(Map<Integer, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The key's label, for display; of a topic within a city with the city. */
  String name() {
    String label = dictionary.key(dimension, trend.key()).label();
    return city == Dictionary.NONE ? label : label + " in " + cityKey().label();
  }

  /** How unspecific it is: 0 for a topic within a city, which says most. */
  int vagueness() {
    return city != Dictionary.NONE ? 0 : 1 + VAGUENESS.indexOf(dimension);
  }

  private Key cityKey() {
    return dictionary.key(Dimension.CITIES, city);
  }

  /** The trend with the reasons gathered so far, and the names of the others it represents. */
  RisingKey rising(List<String> alongside) {
    Key key = dictionary.key(dimension, trend.key());
    return new RisingKey(
        dimension,
        key.name(),
        key.label(),
        city == Dictionary.NONE ? null : cityKey().name(),
        trend.score(),
        trend.now(),
        trend.expected(),
        trend.since(),
        top(cities, Dimension.CITIES).map(CountedKey::row).toList(),
        top(events, Dimension.EVENTS).map(this::event).toList(),
        IntStream.of(minutes).boxed().toList(),
        alongside);
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
        .limit(MAX_REASONS);
  }

  private RisingKey.Event event(CountedKey event) {
    int group = groupOfEvent.get(event.number());
    return new RisingKey.Event(
        event.key().name(),
        event.key().label(),
        group <= Dictionary.UNLISTED ? null : dictionary.key(Dimension.GROUPS, group).name(),
        event.rsvps());
  }
}
