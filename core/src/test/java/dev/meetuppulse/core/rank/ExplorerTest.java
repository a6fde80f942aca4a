package dev.meetuppulse.core.rank;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ExplorerTest {
  private static final List<Window> WINDOWS = Window.parseList("30s:1s,10m:1m,all");
  private static final CountOptions OPTIONS =
      new CountOptions(
          true, WINDOWS, List.of(Dimension.values()), "us", Duration.ofHours(25), 100_000);

  /** The filtered boards are the boards of a count that never saw the other RSVPs. */
  @Property(tries = 30)
  void boards_filtered_equalACountOfThoseAlone(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    MemoryJournals store = new MemoryJournals();
    PartitionCounter counter = PartitionCounter.open(0, OPTIONS, store);
    Explorer explorer = new Explorer(OPTIONS, store);
    NaiveCount naive = new NaiveCount();
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
        Rsvp rsvp = new Rsvp(id, time, "yes", 0, facets, Key.of("e" + random.nextInt(9)));
        records.add(rsvp);
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
        List<Board> boards = explorer.boards(window, new Filter(Dimension.CITIES, "City1"), 0, 5);
        assertThat(boards).hasSize(5);
        for (Board board : boards) {
          assertThat(board.rows().stream().map(r -> r.key() + r.rsvps()))
              .as("%s %s", board.dimension(), window.name())
              .containsExactlyElementsOf(
                  naive.rows(board.dimension(), window, naive.clock, 5).stream()
                      .map(r -> r.key() + r.rsvps())
                      .toList());
        }
      }
    }
    assertThat(explorer.boards(WINDOWS.get(0), new Filter(Dimension.STATES, "nowhere"), 0, 5))
        .allMatch(board -> board.rsvps() == 0 && board.rows().isEmpty());
  }
}
