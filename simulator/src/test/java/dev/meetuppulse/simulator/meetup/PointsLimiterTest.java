package dev.meetuppulse.simulator.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.simulator.meetup.PointsLimiter.Decision;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PointsLimiterTest {
  private static final long MINUTE = PointsLimiter.WINDOW_MILLIS;

  @Test
  void request_overTheBudget_refusedUntilTheNextMinute() {
    PointsLimiter limiter = new PointsLimiter(100, 1, false);

    assertThat(limiter.request(60, 10 * MINUTE)).isEqualTo(Decision.TAKEN);
    assertThat(limiter.request(41, 10 * MINUTE + 1)).isEqualTo(Decision.RATE_LIMITED);
    assertThat(limiter.request(40, 10 * MINUTE + 2)).isEqualTo(Decision.TAKEN);
    assertThat(limiter.resetAt(10 * MINUTE + 2)).isEqualTo(11 * MINUTE);
    assertThat(limiter.request(100, 11 * MINUTE)).isEqualTo(Decision.TAKEN);
    assertThat(limiter.use().refusedForPoints()).isEqualTo(1);
    assertThat(limiter.use().askedTooSoon()).isEqualTo(1);
  }

  /** The most is that of any 60 s, not of a minute of the clock. */
  @Test
  void use_acrossMinutes_isSeen() {
    PointsLimiter limiter = new PointsLimiter(100, 1, false);

    limiter.request(100, 10 * MINUTE + 59_000);
    limiter.request(100, 11 * MINUTE);

    assertThat(limiter.use().mostIn60s()).isEqualTo(200);
    assertThat(limiter.use().total()).isEqualTo(200);
  }

  @Test
  void request_whileOthersUseTheBudget_refusedInBothWays() {
    PointsLimiter limiter = new PointsLimiter(100, 1, true);
    Set<Decision> seen = EnumSet.noneOf(Decision.class);
    for (long minute = 0; minute < 500; minute++) {
      assertThat(limiter.request(1, minute * MINUTE)).isEqualTo(Decision.TAKEN);
      seen.add(limiter.request(1, minute * MINUTE + 30_000));
    }
    assertThat(seen).containsExactlyInAnyOrder(Decision.values());
    assertThat(limiter.use().refusedWhileBusy()).isPositive();
    assertThat(limiter.use().refusedForPoints()).isZero();
  }
}
