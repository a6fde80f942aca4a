package dev.meetuppulse.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.count.PartitionCounter;
import dev.meetuppulse.core.count.TestCounts;
import dev.meetuppulse.core.journal.MemoryJournals;
import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * More keys or cells than may be held: boards report what is lost, and any replay loses the same.
 */
class BoundedCountTest {
  private static final long START = 1_700_000_000_000L;
  private static final int PARTITIONS = 2;
  private static final int ALL_ROWS = 100_000;
  private static final List<Window> WINDOWS = Window.parseList("10s:1s,5m:1m,all");

  private final List<List<Outcome>> logs = new ArrayList<>();

  @Property(tries = 30)
  void boards_withMoreKeysThanMayBeHeld_areWithinTheirAccuracy(
      @ForAll long seed, @ForAll @IntRange(min = 10, max = 300) int mostKeys) throws Exception {
    Random random = new Random(seed);
    CountOptions options = options(WINDOWS, mostKeys, 100_000, mostCells(random));
    produce(random, 2_000, 1 + random.nextInt(4_000));
    MemoryJournals store = count(options, random, false, 0);
    Ranker ranker = ranker(options, store);
    BoardQueryEngine queries = new BoardQueryEngine(options, store);
    queries.refresh(0);
    NaiveCount naive = new NaiveCount();
    logs.forEach(log -> log.forEach(naive::add));
    Ranker.Publication published = ranker.publish(0).orElseThrow();
    // An RSVP that had to be forgotten counts again: another figure reports that.
    boolean forgot = published.status().tally().forgotten() > 0;
    for (Board board : published.boards()) {
      assertThat(board.keys()).isLessThanOrEqualTo((long) PARTITIONS * mostKeys);
      if (!forgot) {
        assertHonest(board, naive);
        assertFilteredHonest(board, queries, naive);
      }
    }
  }

  /** Replays deltas as well as snapshots. */
  @Property(tries = 20)
  void boards_savedAndReplayedAtAnyMoment_areTheSame(
      @ForAll long seed, @ForAll @IntRange(min = 10, max = 100) int mostKeys) throws Exception {
    Random random = new Random(seed);
    CountOptions options = options(WINDOWS, mostKeys, 1 + random.nextInt(2_000), mostCells(random));
    produce(random, 1_200, 1 + random.nextInt(20_000));
    List<Board> once = boards(options, random, false, 0);
    for (List<Board> often :
        List.of(boards(options, random, false, 0.1), boards(options, random, true, 0.02))) {
      assertThat(often).usingRecursiveComparison().ignoringFields("revision").isEqualTo(once);
    }
  }

  /** Every RSVP has a cell of its own; nothing else is too much. */
  @Test
  void cellsThatDoNotFit_areUnlisted_andThereIsRoomAgainLater() throws Exception {
    CountOptions options = options(Window.parseList("10s:1s,5m:1m,all"), 5_000, 100_000, 100);
    List<Outcome> log = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      log.add(rsvp(i, START + i, Key.of("e" + i)));
    }
    long later = START + 600_000;
    for (int i = 0; i < 20; i++) {
      log.add(rsvp(1_000 + i, later + i, Key.of("e" + i)));
    }
    MemoryJournals store = new MemoryJournals();
    PartitionCounter counter = PartitionCounter.open(0, options, store);
    apply(counter, 0, 0, log.subList(0, 1_000));
    counter.save();
    Ranker ranker = ranker(options, store);
    Map<String, Board> full = byName(ranker.publish(0).orElseThrow());
    // Each needs a cell in two rings, and a quarter is kept for groups.
    assertThat(full.get("events 10s").rows()).hasSize(38);
    assertThat(full.get("events 10s").accuracy()).isEqualTo(new Board.Accuracy(962, 962));
    assertThat(full.get("events all").accuracy()).isEqualTo(new Board.Accuracy(962, 962));
    assertThat(full.get("cities 10s").rows().get(0).rsvps()).isEqualTo(1_000);
    assertThat(full.get("cities 10s").accuracy().exact()).isTrue();

    apply(counter, 0, 1_000, log.subList(1_000, 1_020));
    ranker.accept(0, counter.save().orElseThrow().entry());
    Map<String, Board> free = byName(ranker.publish(0).orElseThrow());
    assertThat(free.get("events 5m").rows()).hasSize(20);
    assertThat(free.get("events 5m").accuracy().exact()).isTrue();
  }

  private static Map<String, Board> byName(Ranker.Publication publication) {
    return publication.boards().stream()
        .collect(
            Collectors.toMap(
                board -> board.dimension().id() + " " + board.window().name(),
                Function.identity()));
  }

  /** Now and then fewer than the windows need. */
  private static int mostCells(Random random) {
    return random.nextBoolean() ? 1_000_000 : 1 + random.nextInt(400);
  }

  @Test
  void journal_withoutTheWindowAll_forgetsEveryKeyInTime() throws Exception {
    CountOptions options = options(Window.parseList("10s:1s,5m:1m"), 1_000, 100);
    MemoryJournals store = new MemoryJournals();
    PartitionCounter counter = PartitionCounter.open(0, options, store);
    Ranker ranker = ranker(options, store);
    long next = 0;
    for (int minute = 0; minute < 120; minute++) {
      List<Outcome> records = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String name = minute + "-" + i;
        records.add(
            new Rsvp(
                next + i,
                START + minute * 60_000L + i,
                "yes",
                0,
                new GroupKeys("us", Key.of("c" + name), null, Key.of("g" + name), List.of()),
                Key.of("e" + name)));
      }
      apply(counter, 0, next, records);
      next += records.size();
      counter.save().ifPresent(saved -> ranker.accept(0, saved.entry()));
      for (Board board : ranker.publish(minute * 60_000L).orElseThrow().boards()) {
        assertThat(board.accuracy().exact()).isTrue();
      }
    }
    // Some minutes' worth: ten windows long would be ten times as much.
    store.wipe();
    counter.save();
    assertThat(store.read(0).entries().get(0).length).isLessThan(100_000);
  }

  /** All that windows need stays; a key that is too much for the rest evicts nothing in vain. */
  @Test
  void keyThatCanNotFit_evictsNone() throws Exception {
    CountOptions options = options(Window.parseList("10s:1s,all"), 10, 100_000);
    List<Outcome> log = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      log.add(rsvp(i, START + i, Key.of("e" + i)));
    }
    log.add(rsvp(9, START + 3_600_000, null));
    log.add(rsvp(10, START + 3_600_001, new Key("e".repeat(500), "\u20ac".repeat(200))));
    MemoryJournals store = new MemoryJournals();
    PartitionCounter counter = PartitionCounter.open(0, options, store);
    apply(counter, 0, 0, log);
    counter.save();

    Board events =
        ranker(options, store).publish(0).orElseThrow().boards().stream()
            .filter(board -> board.dimension() == Dimension.EVENTS && board.window().isAll())
            .findFirst()
            .orElseThrow();
    assertThat(events.rows()).hasSize(9);
    assertThat(events.accuracy()).isEqualTo(new Board.Accuracy(1, 1));
  }

  private static Rsvp rsvp(long id, long mtime, Key event) {
    GroupKeys group = new GroupKeys("us", Key.of("c"), null, Key.of("g"), List.of());
    return new Rsvp(id, mtime, "yes", 0, group, event);
  }

  /** Now and then with a label that makes it weigh more than others. */
  private static Key key(String kind, int n) {
    return new Key(kind + n, n % 13 == 12 ? "x".repeat(1 + n % 200) : kind + n);
  }

  private static void assertHonest(Board board, NaiveCount naive) {
    Board.Accuracy accuracy = board.accuracy();
    Map<String, Row> truth = new HashMap<>();
    naive
        .rows(board.dimension(), board.window(), naive.clock(), ALL_ROWS)
        .forEach(row -> truth.put(row.key(), row));
    String name = board.dimension() + " " + board.window().name() + " " + accuracy;
    long listed = 0;
    for (Row row : board.rows()) {
      Row right = truth.get(row.key());
      assertThat(right).as("%s %s", name, row.key()).isNotNull();
      assertThat(right.rsvps() - row.rsvps()).as(name).isBetween(0L, accuracy.shortBy());
      assertThat(right.yes() - row.yes()).as(name).isBetween(0L, accuracy.shortBy());
      assertThat(right.no() - row.no()).as(name).isBetween(0L, accuracy.shortBy());
      assertThat(right.going()).as(name).isGreaterThanOrEqualTo(row.going());
      assertThat(Math.min(row.yes(), Math.min(row.no(), row.going()))).as(name).isNotNegative();
      listed += row.rsvps();
    }
    long all = truth.values().stream().mapToLong(Row::rsvps).sum();
    if (accuracy.exact()) {
      assertThat(listed).as(name).isEqualTo(all);
    } else if (board.window().isAll() || board.dimension() == Dimension.TOPICS) {
      assertThat(listed).as(name).isLessThanOrEqualTo(all);
    } else {
      // Of a group that has no number it is not known whether it has a state.
      long most = board.dimension() == Dimension.STATES ? Long.MAX_VALUE : all;
      assertThat(listed + accuracy.unlisted()).as(name).isBetween(all, most);
    }
  }

  private static void assertFilteredHonest(
      Board board, BoardQueryEngine queries, NaiveCount naive) {
    if (board.window().isAll()) {
      return;
    }
    for (Row row : naive.rows(board.dimension(), board.window(), naive.clock(), 5)) {
      Filter filter = new Filter(board.dimension(), row.key());
      BoardQueryResult found =
          queries.boards(board.window(), new QueryCriteria(filter, Measure.RSVPS), 0, ALL_ROWS);
      for (Board filtered : found.boards()) {
        assertThat(row.rsvps() - found.rsvps())
            .as("%s of %s", filtered.dimension(), filter)
            .isBetween(0L, filtered.accuracy().shortBy());
      }
    }
  }

  private List<Board> boards(
      CountOptions options, Random random, boolean asSnapshots, double chanceOfASave)
      throws Exception {
    MemoryJournals store = count(options, random, asSnapshots, chanceOfASave);
    return ranker(options, store).publish(0).orElseThrow().boards();
  }

  /** Counts, occasionally saving a delta or a snapshot and reopening the journal. */
  private MemoryJournals count(
      CountOptions options, Random random, boolean asSnapshots, double chanceOfASave)
      throws Exception {
    MemoryJournals store = new MemoryJournals();
    for (int p = 0; p < PARTITIONS; p++) {
      PartitionCounter counter = PartitionCounter.open(p, options, store);
      List<Outcome> log = logs.get(p);
      for (int from = 0; from < log.size(); from++) {
        apply(counter, p, from, log.subList(from, from + 1));
        if (random.nextDouble() < chanceOfASave) {
          if (asSnapshots) {
            store.lose(p);
          }
          counter.save();
          if (asSnapshots || random.nextInt(5) == 0) {
            counter = PartitionCounter.open(p, options, store);
          }
        }
      }
      counter.save();
    }
    return store;
  }

  private static void apply(PartitionCounter counter, int p, long from, List<Outcome> records) {
    counter.apply(TestCounts.batch(p, from, records));
  }

  private static Ranker ranker(CountOptions options, MemoryJournals store) {
    return new Ranker(options, options.dimensions(), ALL_ROWS, Optional.empty(), store);
  }

  private static CountOptions options(List<Window> windows, int mostKeys, int rememberMost) {
    return options(windows, mostKeys, rememberMost, 1_000_000);
  }

  private static CountOptions options(
      List<Window> windows, int mostKeys, int rememberMost, int mostCells) {
    return new CountOptions(
        true,
        windows,
        List.of(Dimension.values()),
        "us",
        Duration.ofHours(25),
        rememberMost,
        mostKeys,
        mostCells);
  }

  /** Keys come and go; some stay; people change their minds, also about what is long past. */
  private void produce(Random random, int records, int pace) {
    logs.clear();
    for (int p = 0; p < PARTITIONS; p++) {
      logs.add(new ArrayList<>());
    }
    long time = START;
    for (int i = 0; i < records; i++) {
      time += random.nextInt(pace);
      long id = random.nextInt(4) == 0 ? random.nextInt(i + 1) : i;
      int group = random.nextInt(3) == 0 ? random.nextInt(5) : i / 10 + random.nextInt(20);
      List<Key> topics = new ArrayList<>();
      for (int t = 0; t < (group % 17 == 16 ? 30 : group % 4); t++) {
        topics.add(key("t", (group + t * 7) % (group < 5 ? 9 : 100_000)));
      }
      logs.get((int) (id % PARTITIONS))
          .add(
              new Rsvp(
                  id,
                  random.nextInt(9) == 0 ? time - random.nextInt(900_000) : time,
                  new String[] {"yes", "no", "waitlist"}[random.nextInt(3)],
                  random.nextInt(3),
                  new GroupKeys(
                      "us",
                      key("c", group % 500),
                      group % 7 == 0 ? null : Key.of("s" + group % 30),
                      key("g", group),
                      topics),
                  group % 11 == 0 ? null : Key.of("e" + group + "-" + i / 100)));
    }
  }
}
