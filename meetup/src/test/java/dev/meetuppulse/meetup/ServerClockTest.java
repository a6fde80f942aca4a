package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ServerClockTest {
  private final AtomicLong nanos = new AtomicLong(5);
  private final ServerClock clock = new ServerClock(100, nanos::get, 1_000_000);

  @Test
  void now_runsAtItsSpeed() {
    nanos.addAndGet(1_000_000_000);

    assertThat(clock.now()).isEqualTo(1_100_000);
    assertThat(clock.real(1_000)).isEqualTo(10);
  }

  @Test
  void observe_aDateThatTravelled_changesNothing() {
    clock.observe(998_500, 1_000_000);

    assertThat(clock.now()).isEqualTo(1_000_000);
  }

  @Test
  void observe_anotherTime_isTaken() {
    clock.observe(500_000, 1_000_000);

    assertThat(clock.now()).isEqualTo(500_000);
  }

  @Test
  void ticks_noDateCorrectsThem() {
    nanos.addAndGet(1_000_000_000);
    clock.observe(500_000, 1_100_000);
    nanos.addAndGet(1_000_000_000);

    assertThat(clock.now()).isEqualTo(600_000);
    assertThat(clock.ticks()).isEqualTo(200_000);
  }

  @Test
  void sleep_closed_stops() {
    clock.close();

    assertThatThrownBy(() -> clock.sleep(Long.MAX_VALUE / 2)).isInstanceOf(StoppedException.class);
  }
}
