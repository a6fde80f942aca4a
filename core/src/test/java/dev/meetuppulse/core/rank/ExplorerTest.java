package dev.meetuppulse.core.rank;

import static dev.meetuppulse.core.rank.Measure.GOING;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.count.Dimension;
import dev.meetuppulse.core.count.MemoryJournals;
import dev.meetuppulse.core.count.PartitionCounter;
import dev.meetuppulse.core.count.Window;
import dev.meetuppulse.core.rsvp.Facets;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ExplorerTest {
  private static final List<Window> WINDOWS = Window.parseList("30s:1s,10m:1m,all");
  private static final Filter CITY = new Filter(Dimension.CITIES, "City1");
  private static final CountOptions OPTIONS =
      new CountOptions(
          true, WINDOWS, List.of(Dimension.values()), "us", Duration.ofHours(25), 100_000);

  /** Boards of a city are those of a count that never saw another RSVP; so is their order. */
  @Property(tries = 30)
  void boards_filteredAndMeasured_equalACountOfThoseAlone(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    MemoryJournals store = new MemoryJournals();
    PartitionCounter counter = PartitionCounter.open(0, OPTIONS, store);
    Explorer explorer = new Explorer(OPTIONS, store);
    NaiveCount naive = new NaiveCount();
    NaiveCount all = new NaiveCount();
    long time = 1_700_000_000_000L;
    long next = 0;
    for (int round = 0; round < 5; round++) {
      List<Outcome> records = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        time += random.nextInt(2_000);
        String city = "City" + random.nextInt(3);
        Facets facets =
            new Facets(
                "us",
                Key.of(city),
                Key.of("S" + random.nextInt(2)),
                Key.of("g" + random.nextInt(5)),
                List.of(Key.of("t" + random.nextInt(4)), Key.of("u" + random.nextInt(4))));
        long id = next + i;
        String response = random.nextInt(3) == 0 ? "no" : "yes";
        Rsvp rsvp =
            new Rsvp(
                id, time, response, random.nextInt(4), facets, Key.of("e" + random.nextInt(9)));
        records.add(rsvp);
        all.add(rsvp);
        naive.add(city.equals("City1") ? rsvp : new Outcome.Filtered(time));
      }
      long[] offsets = new long[60];
      for (int i = 0; i < 60; i++) {
        offsets[i] = next + i;
      }
      counter.apply(
          new Batch(0, "log", next, next + 60, 0, next == 0, offsets, new long[60], records));
      next += 60;
      counter.save();
      explorer.refresh();
      for (Window window : WINDOWS.subList(0, 2)) {
        for (Measure measure : Measure.values()) {
          same(explorer, new Selection(CITY, measure), window, naive);
          same(explorer, new Selection(null, measure), window, all);
        }
      }
    }
    Filter nowhere = new Filter(Dimension.STATES, "nowhere");
    assertThat(explorer.boards(WINDOWS.get(0), new Selection(nowhere, Measure.RSVPS), 0, 5))
        .matches(none -> none.rsvps() == 0 && none.boards().size() == 5)
        .extracting(Explored::boards, as(list(Board.class)))
        .allMatch(board -> board.rows().isEmpty());
  }

  private static void same(
      Explorer explorer, Selection selection, Window window, NaiveCount naive) {
    Explored explored = explorer.boards(window, selection, 0, 5);
    assertThat(explored.boards()).hasSize(5);
    for (Board board : explored.boards()) {
      List<Row> counted =
          naive.rows(board.dimension(), window, naive.clock, Integer.MAX_VALUE).stream()
              .sorted(
                  Comparator.comparingLong(
                          (Row row) -> selection.measure() == GOING ? row.going() : row.rsvps())
                      .reversed()
                      .thenComparing(Row::key))
              .toList();
      assertThat(board.rows())
          .as("%s %s %s", board.dimension(), window.name(), selection)
          .usingRecursiveComparison()
          .ignoringFields("label")
          .isEqualTo(counted.subList(0, Math.min(5, counted.size())));
      if (board.dimension() == Dimension.CITIES) {
        assertThat(List.of(explored.rsvps(), explored.yes(), explored.no(), explored.going()))
            .containsExactly(
                counted.stream().mapToLong(Row::rsvps).sum(),
                counted.stream().mapToLong(Row::yes).sum(),
                counted.stream().mapToLong(Row::no).sum(),
                counted.stream().mapToLong(Row::going).sum());
      }
    }
  }
}
