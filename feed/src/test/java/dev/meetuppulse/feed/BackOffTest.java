package dev.meetuppulse.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private final BackOff backOff =
      new BackOff(Duration.ofMillis(1000), Duration.ofSeconds(30), new Random(1));

  @Test
  void next_failuresInARow_doublesUpToTheLongestWithJitter() {
    long[] longest = {1000, 2000, 4000, 8000, 16_000, 30_000, 30_000};
    for (long most : longest) {
      assertThat(backOff.next().toMillis()).isBetween(most / 2, most);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(backOff.next().toMillis()).isBetween(15_000L, 30_000L);
    }
  }

  @Test
  void next_afterReset_beginsAgain() {
    backOff.next();
    backOff.next();
    backOff.reset();

    assertThat(backOff.failures()).isZero();
    assertThat(backOff.next().toMillis()).isBetween(500L, 1000L);
  }
}
