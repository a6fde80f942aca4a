package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration EVERY = Duration.ofSeconds(30);

  @Test
  void enoughPoints_asOftenAsAsked() {
    Pace pace = Pace.of(EVERY, new Pace.PollLoad(50, 50, 40), 500);

    assertThat(pace).isEqualTo(new Pace(30_000, 180_000, 300_000));
  }

  @Test
  void twoThousandEvents_movingWithinAMinute() {
    assertThat(Pace.usual(2_000, EVERY, 500).every()).isLessThan(60_000);
  }

  @Property
  void anyLoad_fitsThePoints(
      @ForAll @IntRange(max = 20_000) int moving,
      @ForAll @IntRange(max = 20_000) int near,
      @ForAll @IntRange(max = 20_000) int sweep,
      @ForAll @IntRange(min = 50, max = 5_000) int points) {
    Pace pace = Pace.of(EVERY, new Pace.PollLoad(moving, near, sweep), points);

    double aMinute =
        60_000.0 * moving / pace.every()
            + 60_000.0 * near / pace.near()
            + 60_000.0 * sweep / pace.sweep();
    assertThat(aMinute).isLessThanOrEqualTo(points);
    assertThat(pace.every()).isGreaterThanOrEqualTo(30_000);
  }
}
