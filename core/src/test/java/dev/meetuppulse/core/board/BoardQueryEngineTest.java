package dev.meetuppulse.core.board;

import static dev.meetuppulse.core.board.Measure.GOING;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class BoardQueryEngineTest {
  private static final List<Window> WINDOWS = Window.parseList("30s:1s,10m:1m,2h:1m,all");
  private static final Filter CITY = new Filter(Dimension.CITIES, "City1");
  private static final CountOptions OPTIONS = TestCounts.options(WINDOWS);

  /** Boards of a city are those of a count that never saw another RSVP; so is their order. */
  @Property(tries = 30)
  void boards_filteredAndMeasured_equalACountOfThoseAlone(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    MemoryJournals store = new MemoryJournals();
    PartitionCounter counter = PartitionCounter.open(0, OPTIONS, store);
    BoardQueryEngine engine = new BoardQueryEngine(OPTIONS, store);
    NaiveCount naive = new NaiveCount();
    NaiveCount all = new NaiveCount();
    long time = 1_700_000_000_000L;
    long next = 0;
    for (int round = 0; round < 5; round++) {
      List<Outcome> records = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        time += random.nextInt(2_000);
        String city = "City" + random.nextInt(3);
        GroupKeys groupKeys =
            new GroupKeys(
                "us",
                Key.of(city),
                Key.of("S" + random.nextInt(2)),
                Key.of("g" + random.nextInt(5)),
                List.of(Key.of("t" + random.nextInt(4)), Key.of("u" + random.nextInt(4))));
        long id = next + i;
        String response = random.nextInt(3) == 0 ? "no" : "yes";
        Rsvp rsvp =
            new Rsvp(
                id, time, response, random.nextInt(4), groupKeys, Key.of("e" + random.nextInt(9)));
        records.add(rsvp);
        all.add(rsvp);
        naive.add(city.equals("City1") ? rsvp : new Outcome.Filtered(time));
      }
      counter.apply(TestCounts.batch(0, next, records));
      next += 60;
      counter.save();
      engine.refresh(0);
      for (Window window : WINDOWS.subList(0, 3)) {
        for (Measure measure : Measure.values()) {
          same(engine, new QueryCriteria(CITY, measure), window, naive);
          same(engine, new QueryCriteria(null, measure), window, all);
        }
      }
    }
    for (Measure measure : Measure.values()) {
      sameInThePast(engine, new QueryCriteria(CITY, measure), naive);
      sameInThePast(engine, new QueryCriteria(null, measure), all);
    }
    Filter nowhere = new Filter(Dimension.STATES, "nowhere");
    assertThat(engine.boards(WINDOWS.get(0), new QueryCriteria(nowhere, Measure.RSVPS), 0, 5))
        .matches(none -> none.rsvps() == 0 && none.boards().size() == Dimension.values().length)
        .extracting(BoardQueryResult::boards, as(list(Board.class)))
        .allMatch(board -> board.rows().isEmpty());
  }

  /** A day keeps the last hour of shorter windows; nothing keeps its own, or that of all time. */
  @Example
  void remembers_isTrueOfWindowsThatALongerOneHoldsAnHourMoreOf() {
    assertThat(Window.DEFAULTS.stream().filter(w -> BoardQueryEngine.remembers(w, Window.DEFAULTS)))
        .extracting(Window::name)
        .containsExactly("1m", "5m", "1h");
  }

  private static void same(
      BoardQueryEngine engine, QueryCriteria criteria, Window window, NaiveCount naive) {
    same(engine.boards(window, criteria, 0, 5), criteria, window, naive, naive.clock());
  }

  /** Boards of each minute are those that were; the history of a row is its numbers on them. */
  private static void sameInThePast(
      BoardQueryEngine engine, QueryCriteria criteria, NaiveCount naive) {
    Window window = WINDOWS.get(1);
    Map<Dimension, List<String>> keys =
        Map.of(Dimension.CITIES, List.of("City1", "City9"), Dimension.TOPICS, List.of("t0", "u1"));
    BoardQueryHistory history = engine.history(window, criteria, 0, keys);
    assertThat(history.clocks()).isNotEmpty();
    long newest = history.clocks()[history.clocks().length - 1];
    assertThat(engine.past(window, criteria, newest - Duration.ofHours(2).toMillis(), 0, 5))
        .isEmpty();
    assertThat(engine.past(window, criteria, newest + Duration.ofDays(1).toMillis(), 0, 5))
        .hasValueSatisfying(now -> assertThat(now.boards().get(0).clock()).isEqualTo(newest));
    for (int i = 0; i < history.clocks().length; i++) {
      int point = i;
      long clock = history.clocks()[i];
      BoardQueryResult whole = engine.past(window, criteria, clock + 59_999, 0, 5).orElseThrow();
      same(whole, criteria, window, naive, clock - 1);
      BoardQueryResult then = engine.past(window, criteria, clock, 0, 100).orElseThrow();
      assertThat(history.rsvps()[i]).isEqualTo(then.rsvps());
      for (Board board : then.boards()) {
        keys.getOrDefault(board.dimension(), List.of())
            .forEach(
                key ->
                    assertThat(history.rows().get(board.dimension()).get(key)[point])
                        .isEqualTo(
                            board.rows().stream()
                                .filter(row -> row.key().equals(key))
                                .mapToLong(criteria.measure() == GOING ? Row::going : Row::rsvps)
                                .sum()));
      }
    }
  }

  private static void same(
      BoardQueryResult result,
      QueryCriteria criteria,
      Window window,
      NaiveCount naive,
      long clock) {
    assertThat(result.boards()).hasSize(Dimension.values().length);
    for (Board board : result.boards()) {
      List<Row> counted =
          naive.rows(board.dimension(), window, clock, Integer.MAX_VALUE).stream()
              .sorted(
                  Comparator.comparingLong(
                          (Row row) -> criteria.measure() == GOING ? row.going() : row.rsvps())
                      .reversed()
                      .thenComparing(Row::key))
              .toList();
      assertThat(board.rows())
          .as("%s %s %s", board.dimension(), window.name(), criteria)
          .usingRecursiveComparison()
          .ignoringFields("label")
          .isEqualTo(counted.subList(0, Math.min(5, counted.size())));
      if (board.dimension() == Dimension.CITIES) {
        assertThat(List.of(result.rsvps(), result.yes(), result.no(), result.going()))
            .containsExactly(
                counted.stream().mapToLong(Row::rsvps).sum(),
                counted.stream().mapToLong(Row::yes).sum(),
                counted.stream().mapToLong(Row::no).sum(),
                counted.stream().mapToLong(Row::going).sum());
      }
    }
  }
}
