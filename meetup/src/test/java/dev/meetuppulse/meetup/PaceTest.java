package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration EVERY = Duration.ofSeconds(30);

  /** 2,000 events of a network, each looked at as often as those that move. */
  @Test
  void searchesAffordable_theyDoEverything() {
    Pace pace = Pace.of(EVERY, new Pace.PollLoad(300, 300, 82, 164), 500);

    assertThat(pace).isEqualTo(new Pace(45_000, 45_000, 30_000, 3_600_000));
    assertThat(pace.atMoving()).isEqualTo(30_000);
  }

  @Test
  void searchesDear_directLooksAtThoseThatMove() {
    Pace pace = Pace.of(EVERY, new Pace.PollLoad(60, 300, 400, 800), 500);

    assertThat(pace.moving()).isEqualTo(30_000);
    assertThat(pace.search()).isGreaterThan(60_000);
  }

  /** As many move as one search costs: it looks at all of them. */
  @Test
  void manyMove_searchesAreCheaper() {
    Pace pace = Pace.of(EVERY, new Pace.PollLoad(400, 300, 400, 800), 500);

    assertThat(pace.moving()).isGreaterThan(pace.search());
    assertThat(pace.search()).isLessThan(70_000);
  }

  @Test
  void upToNineThousandEvents_movingWithinAMinute() {
    for (int events = 50; events <= 9_000; events += 50) {
      assertThat(Pace.usual(events, EVERY, 500).atMoving()).isLessThan(60_000);
    }
  }

  @Property
  void anyLoad_fitsThePoints(
      @ForAll @IntRange(max = 20_000) int moving,
      @ForAll @IntRange(max = 20_000) int likely,
      @ForAll @IntRange(max = 20_000) int search,
      @ForAll @IntRange(min = 50, max = 5_000) int points) {
    Pace pace = Pace.of(EVERY, new Pace.PollLoad(moving, likely, search, 2 * search), points);

    double aMinute =
        direct(moving, pace.moving(), pace)
            + direct(likely, pace.likely(), pace)
            + 60_000.0 * search / pace.search()
            + 60_000.0 * 2 * search / pace.facts();
    assertThat(aMinute).isLessThanOrEqualTo(points);
    assertThat(pace.atMoving()).isGreaterThanOrEqualTo(30_000);
  }

  /** Points of direct looks: none where a search comes first. */
  private static double direct(int events, long interval, Pace pace) {
    return interval > pace.search() ? 0 : 60_000.0 * events / interval;
  }
}
