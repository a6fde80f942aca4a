package dev.meetuppulse.web;

import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.RisingKey;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.board.Status;
import dev.meetuppulse.core.board.Trends;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.trend.Change;
import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.redis.RedisBoards;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Publishes boards that move like real ones, without anything that counts: a seeded stream of
 * RSVPs, Zipf cities and topics that warm up and cool down.
 */
final class MovingBoards implements AutoCloseable {
  private static final List<String> CITIES =
      List.of(
          ("New York, NY|San Francisco, CA|Los Angeles, CA|Portland, OR|Washington, DC|Chicago, IL|"
                  + "Austin, TX|Atlanta, GA|San Diego, CA|Seattle, WA|Denver, CO|Charlotte, NC|"
                  + "Houston, TX|San Jose, CA|Boston, MA|Fort Myers, FL|Phoenix, AZ|Dallas, TX|"
                  + "Philadelphia, PA|Sacramento, CA|Minneapolis, MN|Pittsburgh, PA|Raleigh, NC|"
                  + "Las Vegas, NV|Cincinnati, OH|Saint Louis, MO|Oakland, CA|Tampa, FL|Miami, FL|"
                  + "Baltimore, MD|Ann Arbor, MI|Palo Alto, CA|Cambridge, MA|Salt Lake City, UT|"
                  + "Asheville, NC|Santa Clara, CA|Jacksonville, FL|Columbus, OH|Orlando, FL|"
                  + "Honolulu, HI|Richmond, VA|San Antonio, TX|Nashville, TN|Vancouver, WA|"
                  + "Albuquerque, NM|Boulder, CO|Milwaukee, WI|Kansas City, MO|Kansas City, KS|"
                  + "Cleveland, OH|Reno, NV|Omaha, NE|Des Moines, IA|Boise, ID|Anchorage, AK|"
                  + "New Orleans, LA|Birmingham, AL|Indianapolis, IN|Louisville, KY|Newark, NJ|"
                  + "Hartford, CT|Providence, RI|Manchester, NH|Tulsa, OK|Little Rock, AR")
              .split("\\|"));
  private static final List<String> TOPICS =
      List.of(
          ("Social|New In Town|Outdoors|Social Networking|Fun Times|Singles|Hiking|Adventure|"
                  + "Dining Out|Fitness|Nightlife|Walking|Self-Improvement|Dancing|Happy Hour|"
                  + "Wellness|Live Music|Spirituality|Bicycling|Meditation|Women's Social|"
                  + "Professional Networking|Camping|Travel|Wine|Kayaking|Backpacking|"
                  + "Entrepreneurship|Board Games|Watching Movies|Volunteering|Theater|"
                  + "Software Development|Web Development|Photography|Yoga|Running|Open Source|"
                  + "Python|JavaScript|Data Science|Book Club|日本語 Language Exchange|Español")
              .split("\\|"));
  private static final List<String> EVENTS =
      List.of(
          ("Thursday night social|Sunrise hike|Board games & beer|Intro to Kafka|Book club|"
                  + "Salsa for beginners|Coffee and code|Meditation in the park|5K run|Trivia")
              .split("\\|"));

  private record MovingRsvp(long at, boolean yes, int guests, Map<Dimension, List<String>> keys) {}

  private final RedisBoards boards;
  private final List<Window> windows;
  private final Random random;
  private final double perSecond;
  private final Hand wall = new Hand();
  private final Map<Window, WindowCounts> counts = new HashMap<>();
  private final double[] heat = new double[CITIES.size()];
  private long records;
  private long revision;

  MovingBoards(Settings settings, double perSecond, long seed) {
    this.boards = new RedisBoards(settings, wall);
    this.windows = settings.windows();
    this.random = new Random(seed);
    this.perSecond = perSecond;
    windows.forEach(window -> counts.put(window, new WindowCounts(window)));
    Arrays.fill(heat, 1);
  }

  /** Publishes a while of the past, a board every 10 s, then now. */
  void since(long from, long now) {
    for (long at = from; at < now; at += 10_000) {
      for (int second = 0; second < 10; second++) {
        arrive(at + second * 1000L);
      }
      publish(at + 9_999);
    }
    publish(now);
  }

  /** A second's RSVPs, and the boards after it. */
  void tick(long now) {
    arrive(now);
    publish(now);
  }

  @Override
  public void close() {
    boards.close();
  }

  private void arrive(long at) {
    if (random.nextInt(4) == 0) {
      heat[random.nextInt(heat.length)] = 0.4 + 3 * random.nextDouble();
    }
    int n = (int) Math.max(0, Math.round(perSecond + random.nextGaussian() * Math.sqrt(perSecond)));
    for (int i = 0; i < n; i++) {
      MovingRsvp rsvp = rsvp(at);
      counts.values().forEach(each -> each.add(rsvp));
      records++;
    }
  }

  private MovingRsvp rsvp(long at) {
    String city = CITIES.get(city());
    Set<String> topics = new LinkedHashSet<>();
    int wanted = 1 + random.nextInt(15);
    for (int i = 0; i < wanted; i++) {
      topics.add(TOPICS.get(zipf(TOPICS.size(), 0.9)));
    }
    String event = EVENTS.get(random.nextInt(EVENTS.size()));
    String group = city.substring(0, city.indexOf(',')) + " " + topics.iterator().next() + " Group";
    Map<Dimension, List<String>> keys = new EnumMap<>(Dimension.class);
    keys.put(Dimension.CITIES, List.of(city));
    keys.put(Dimension.STATES, List.of(city.substring(city.length() - 2)));
    keys.put(Dimension.TOPICS, List.copyOf(topics));
    keys.put(Dimension.GROUPS, List.of(group));
    keys.put(Dimension.EVENTS, List.of(event + " · " + group));
    boolean yes = random.nextDouble() < 0.77;
    return new MovingRsvp(at, yes, yes && random.nextDouble() < 0.07 ? 1 : 0, keys);
  }

  private int city() {
    while (true) {
      int city = zipf(CITIES.size(), 0.8);
      if (random.nextDouble() * 3.4 < heat[city]) {
        return city;
      }
    }
  }

  /** Inverts the continuous law, which is close enough. */
  private int zipf(int n, double slope) {
    double rest = 1 - slope;
    double at = Math.pow(1 + random.nextDouble() * (Math.pow(n + 1.0, rest) - 1), 1 / rest);
    return Math.min(n - 1, (int) at - 1);
  }

  private void publish(long now) {
    wall.millis = now;
    revision++;
    List<Board> all = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      for (Window window : windows) {
        all.add(counts.get(window).board(dimension, now, revision));
      }
    }
    boards.publish(all);
    long echoes = records * 17 / 83;
    Tally tally =
        new Tally(
            records / 2,
            records,
            echoes,
            echoes / 20,
            records / 50,
            3,
            0,
            Map.of(Reason.MALFORMED_JSON, 2L, Reason.FUTURE, 1L));
    boards.publish(trends(now));
    boards.publish(
        new Status(
            now,
            revision,
            tally,
            List.of(new Status.Partition(0, records, records + 12, 0)),
            false));
  }

  private Trends trends(long now) {
    List<RisingKey> rising = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String topic = TOPICS.get(20 + 3 * i);
      String city = CITIES.get(7 * i);
      long began = now - now % 600_000 - i * 240_000L;
      long seen = 40 - 6L * i + (now - began) / 20_000;
      double expected = seen / (6.2 - i);
      List<Integer> minutes = new ArrayList<>();
      for (int minute = 0; minute < 60; minute++) {
        minutes.add(random.nextInt(3) + (minute > 50 - 3 * i ? 6 - i : 0));
      }
      Dimension dimension = i == 2 ? Dimension.CITIES : Dimension.TOPICS;
      String label = i == 2 ? city : topic;
      rising.add(
          new RisingKey(
              dimension,
              label,
              label,
              null,
              9 - i,
              seen,
              expected,
              began,
              List.of(new Row(city, city, seen / 2, 0, 0, 0)),
              List.of(new RisingKey.Event("2468" + i, EVENTS.get(i), "a-group", seen / 3)),
              minutes,
              List.of()));
      changes.add(
          new Change(
              began + 60_000,
              dimension,
              new Key(label, label),
              i == 2 ? null : city,
              new Trend(i, 5, 12, 3, began),
              i == 1 ? List.of("Dice") : List.of()));
    }
    return new Trends(now, revision, true, rising, List.of(), changes);
  }

  private static final class WindowCounts {
    private final Window window;
    private final ArrayDeque<MovingRsvp> held = new ArrayDeque<>();
    private final Map<Dimension, Map<String, long[]>> byKey = new EnumMap<>(Dimension.class);

    WindowCounts(Window window) {
      this.window = window;
      for (Dimension dimension : Dimension.values()) {
        byKey.put(dimension, new HashMap<>());
      }
    }

    void add(MovingRsvp rsvp) {
      held.add(rsvp);
      count(rsvp, 1);
    }

    Board board(Dimension dimension, long now, long revision) {
      while (!window.isAll() && !held.isEmpty() && held.getFirst().at() <= now - window.millis()) {
        count(held.removeFirst(), -1);
      }
      Map<String, long[]> keys = byKey.get(dimension);
      List<Row> rows =
          keys.entrySet().stream()
              .map(e -> row(dimension, e.getKey(), e.getValue()))
              .sorted(
                  Comparator.comparingLong(Row::rsvps)
                      .reversed()
                      .thenComparing(
                          row -> row.key().getBytes(StandardCharsets.UTF_8),
                          Arrays::compareUnsigned))
              .limit(50)
              .toList();
      return new Board(
          dimension, window, now, revision, held.size(), keys.size(), Board.Accuracy.EXACT, rows);
    }

    private static Row row(Dimension dimension, String key, long[] n) {
      String id = dimension == Dimension.TOPICS ? key.toLowerCase().replaceAll("\\W", "") : key;
      return new Row(id.isEmpty() ? key : id, key, n[0], n[1], n[0] - n[1], n[2]);
    }

    private void count(MovingRsvp rsvp, int sign) {
      rsvp.keys()
          .forEach(
              (dimension, keys) ->
                  keys.forEach(
                      key ->
                          byKey
                              .get(dimension)
                              .compute(
                                  key,
                                  (any, was) -> {
                                    long[] n = was == null ? new long[3] : was;
                                    n[0] += sign;
                                    n[1] += rsvp.yes() ? sign : 0;
                                    n[2] += rsvp.yes() ? sign * (1L + rsvp.guests()) : 0;
                                    return n[0] == 0 ? null : n;
                                  })));
    }
  }

  /** A clock moved by hand. */
  private static final class Hand extends Clock {
    private long millis;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }
  }
}
