package dev.meetuppulse.simulator.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorldClockTest {
  private static final long START = 1_800_000_000_000L;

  private long nanos = -5_000_000_000L;

  /** Its RSVPs are then as old as they say, by any clock. */
  @Test
  void lifesPace_theTimeOfLife() {
    WorldClock clock = clock(1, START + 700);
    assertThat(clock.now()).isEqualTo(START + 700);

    nanos += 9_000_000_000L;
    clock.begin();
    assertThat(clock.now()).isEqualTo(START + 9_700);
  }

  @Test
  void faster_standsStillUntilItBegins() {
    WorldClock clock = clock(100, START + 700);
    nanos += 9_000_000_000L;
    assertThat(clock.now()).isEqualTo(START);

    clock.begin();
    nanos += 1_000_000_000L;
    clock.begin();
    assertThat(clock.now()).isEqualTo(START + 100_000);
    assertThat(clock.real(100_000)).isEqualTo(1_000);
  }

  private WorldClock clock(double speed, long wall) {
    return new WorldClock(
        new ApiOptions.WorldTime(START, speed, Duration.ofHours(1)), () -> nanos, wall);
  }
}
