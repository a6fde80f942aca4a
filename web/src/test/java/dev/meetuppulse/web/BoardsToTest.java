package dev.meetuppulse.web;

import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.RisingKey;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.board.Status;
import dev.meetuppulse.core.board.Trends;
import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.count.BatchRange;
import dev.meetuppulse.core.count.PartitionCounter;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.PartitionReport;
import dev.meetuppulse.core.source.ReportStore;
import dev.meetuppulse.core.source.Reporter;
import dev.meetuppulse.core.trend.Change;
import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.redis.RedisBoards;
import dev.meetuppulse.redis.RedisJournals;
import dev.meetuppulse.redis.RedisStores;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Publishes boards whose rows a test names, the first with the most RSVPs. */
final class BoardsToTest implements AutoCloseable {
  private final Settings settings;
  private final RedisBoards boards;
  private final long began = System.currentTimeMillis();
  private final Map<Dimension, List<Board>> latest = new EnumMap<>(Dimension.class);
  private long revision = began;
  private Board.Accuracy accuracy = Board.Accuracy.EXACT;
  private ScheduledExecutorService topology;

  BoardsToTest(Settings settings) {
    this(settings, Clock.systemUTC());
  }

  /**
   * @param wall the time at which boards and status are published
   */
  BoardsToTest(Settings settings, Clock wall) {
    this.settings = settings;
    this.boards = new RedisBoards(settings, wall);
  }

  /** These cities in all windows, as of now; the other boards stay as they are. */
  void cities(String... cities) {
    publish(Dimension.CITIES, System.currentTimeMillis(), cities);
    status();
  }

  synchronized void publish(Dimension dimension, long clock, String... keys) {
    revision++;
    List<Board> all = new ArrayList<>();
    for (Window window : settings.windows()) {
      all.add(board(dimension, window, clock, keys));
    }
    boards.publish(all);
    latest.put(dimension, all);
  }

  /** From now on boards are so far off. */
  void inexact(long shortBy, long unlisted) {
    accuracy = new Board.Accuracy(shortBy, unlisted);
  }

  /** Each dimension's board. */
  void everything() {
    long now = System.currentTimeMillis();
    publish(Dimension.TOPICS, now, "social", "hiking", "wine");
    publish(Dimension.STATES, now, "NY", "CA", "TX");
    publish(Dimension.GROUPS, now, "New-York-Hikers", "café-☕");
    publish(Dimension.EVENTS, now, "<script>alert(1)</script>", "e2");
    cities("New York, NY", "Los Angeles, CA", "Salem, OR", "Salem, MA", "Austin, TX");
  }

  /** A topic that rises in Salem. */
  void trends() {
    trends("Hiking");
  }

  /** Topics that rise in Salem, the most surprising first; all began to when this was made. */
  synchronized void trends(String... topics) {
    List<RisingKey> rising = new ArrayList<>();
    for (String topic : topics) {
      rising.add(
          new RisingKey(
              Dimension.TOPICS,
              topic.toLowerCase(),
              topic,
              null,
              7.5 - rising.size(),
              12,
              3,
              began - 600_000,
              List.of(new Row("Salem, OR", "Salem, OR", 8, 0, 0, 0)),
              List.of(new RisingKey.Event("77", "Night <hike>", "salem-hikers", 7)),
              Collections.nCopies(60, 1),
              List.of("Walking")));
    }
    publish(rising, Stream.of(topics).map(topic -> change(topic, "Salem, OR")));
  }

  /** A topic that begins to trend in each of these cities at once. */
  synchronized void trendsIn(String... cities) {
    publish(List.of(), Stream.of(cities).map(city -> change("Hiking", city)));
  }

  private Change change(String topic, String city) {
    return new Change(
        began,
        Dimension.TOPICS,
        new Key(topic.toLowerCase(), topic),
        city,
        new Trend(0, 7.5, 12, 3, began),
        List.of());
  }

  private void publish(List<RisingKey> rising, Stream<Change> changes) {
    revision++;
    boards.publish(
        new Trends(
            System.currentTimeMillis(), revision, true, rising, List.of(), changes.toList()));
  }

  /** Counts RSVPs, each [no ]CITY, ST|topic|topic…, as of now; only journals, no boards. */
  void count(String... rsvps) {
    count(System.currentTimeMillis(), rsvps);
  }

  /** Counts RSVPs as of a time, ms since the epoch; only journals, no boards. */
  void count(long then, String... rsvps) {
    List<Outcome> records = new ArrayList<>();
    for (String rsvp : rsvps) {
      boolean no = rsvp.startsWith("no ");
      String[] parts = rsvp.substring(no ? 3 : 0).split("\\|");
      Key state = Key.of(parts[0].substring(parts[0].length() - 2));
      List<Key> topics = Stream.of(parts).skip(1).map(Key::of).toList();
      GroupKeys groupKeys =
          new GroupKeys("us", Key.of(parts[0]), state, Key.of(parts[0] + " group"), topics);
      records.add(new Rsvp(records.size(), then, no ? "no" : "yes", 0, groupKeys, Key.of("event")));
    }
    int n = records.size();
    try (RedisJournals journals = new RedisJournals(settings)) {
      PartitionCounter counter = PartitionCounter.open(0, settings.countOptions(), journals);
      long[] offsets = LongStream.range(0, n).toArray();
      counter.apply(
          new Batch(new BatchRange(0, "log", 0, n, n, true), offsets, new long[n], records));
      counter.save();
    } catch (PartitionCounter.FencedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Publishes the spout's reports on its partitions, apart from saves. */
  void report(PartitionReport... reports) {
    try (ReportStore store = new RedisStores(settings).reports()) {
      store.publish(Reporter.SPOUT, reports.length, List.of(reports));
    }
  }

  void status() {
    status(false);
  }

  void kafkaDown() {
    status(true);
  }

  /** With the boards, as a topology does, which leaves none behind. */
  private synchronized void status(boolean kafkaDown) {
    latest.values().forEach(boards::publish);
    revision++;
    Tally tally = new Tally(40, revision % 100_000, 20, 3, 2, 1, 0, Map.of(Reason.TOO_LARGE, 4L));
    boards.publish(
        new Status(
            System.currentTimeMillis(),
            revision,
            tally,
            List.of(new Status.Partition(0, 50, 57, 0)),
            kafkaDown));
  }

  /** Publishes the status again and again, as a topology does: it stays live on a slow machine. */
  void keepLive() {
    topology = Executors.newSingleThreadScheduledExecutor();
    topology.scheduleWithFixedDelay(() -> status(), 0, 1, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    if (topology != null) {
      topology.shutdownNow();
    }
    boards.close();
  }

  private Board board(Dimension dimension, Window window, long clock, String... keys) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < keys.length; i++) {
      long rsvps = 10L * (keys.length - i);
      rows.add(new Row(keys[i], label(dimension, keys[i]), rsvps, rsvps - 3, 3, rsvps + 1));
    }
    long total = rows.stream().mapToLong(Row::rsvps).sum();
    return new Board(dimension, window, clock, revision, total, keys.length, accuracy, rows);
  }

  private static String label(Dimension dimension, String key) {
    return dimension == Dimension.TOPICS
        ? key.substring(0, 1).toUpperCase() + key.substring(1)
        : key;
  }
}
