package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.meetup.RsvpPage.ResponseCounts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Reading page after page of a list that changes meanwhile. */
class ReadingTest {
  private static final int ROWS = 8;

  /** Kinds of change between two pages. */
  private static final int COMES = 0;

  private static final int CHANGES = 1;
  private static final int GOES = 2;

  @Property(tries = 500)
  void rowsThatStay_areAllSeen(
      @ForAll @IntRange(min = 1, max = 60) int size,
      @ForAll @Size(100) List<@IntRange(max = 5) Integer> happenings,
      @ForAll @Size(100) List<@IntRange(max = 1_000) Integer> places) {
    List<Long> list = new ArrayList<>();
    for (long id = 0; id < size; id++) {
      list.add(id);
    }
    Set<Long> untouched = new HashSet<>(list);
    Set<Long> seen = new HashSet<>();
    Reading reading = new Reading(true);
    long next = 1_000;
    for (int i = 0; ; i++) {
      RsvpPage page = page(list, reading.after());
      reading.read(page, 1);
      page.rows().forEach(row -> seen.add(row.id()));
      if (!page.more() && reading.after() != null || page.cursors().isEmpty()) {
        break;
      }
      assertThat(i).as("it ends").isLessThan(99);
      int place = list.isEmpty() ? 0 : places.get(i) % list.size();
      switch (happenings.get(i)) {
        case COMES -> list.add(0, next++);
        case CHANGES -> {
          Long moved = list.remove(place);
          untouched.remove(moved);
          list.add(0, moved);
        }
        case GOES -> untouched.remove(list.remove(place));
        default -> {}
      }
    }
    assertThat(seen).containsAll(untouched);
  }

  @Test
  void pagesOfOneRow_eachReadOnce() {
    Reading reading = new Reading(true);
    List<String> after = new ArrayList<>();
    for (long id = 0; id < 5; id++) {
      reading.read(
          new RsvpPage(
              ResponseCounts.NONE,
              List.of(new RsvpRow(id, "yes", 0, 1)),
              List.of("c" + id),
              List.of(1L),
              true),
          1);
      after.add(reading.after());
    }

    assertThat(after).containsExactly("c0", "c1", "c2", "c3", "c4");
  }

  /** A page by row numbers, as Meetup cuts them. */
  private static RsvpPage page(List<Long> list, String after) {
    int from = after == null ? 0 : Integer.parseInt(after) + 1;
    int to = Math.min(list.size(), from + ROWS);
    List<RsvpRow> rows = new ArrayList<>();
    List<String> cursors = new ArrayList<>();
    for (int i = from; i < to; i++) {
      rows.add(new RsvpRow(list.get(i), "yes", 0, 1));
      cursors.add(Integer.toString(i));
    }
    return new RsvpPage(ResponseCounts.NONE, rows, cursors, List.of(1L), to < list.size());
  }
}
