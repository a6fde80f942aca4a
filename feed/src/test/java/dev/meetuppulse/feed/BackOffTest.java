package dev.meetuppulse.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private final BackOff backOff = new BackOff(Duration.ofMillis(1000), Duration.ofSeconds(30));

  @Test
  void next_failuresInARow_doublesUpToTheLongestWithJitter() {
    for (long pause : new long[] {1000, 2000, 4000, 8000, 16_000}) {
      assertThat(backOff.next().toMillis()).isBetween(pause * 7 / 10 - 1, pause * 13 / 10 + 1);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(backOff.next().toMillis()).isBetween(20_999L, 30_000L);
    }
  }

  @Test
  void next_afterReset_beginsAgain() {
    backOff.next();
    backOff.next();
    backOff.reset();

    assertThat(backOff.failures()).isZero();
    assertThat(backOff.next().toMillis()).isBetween(699L, 1301L);
  }
}
