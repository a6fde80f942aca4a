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
  void observe_oneOtherTime_changesNothing() {
    assertThat(clock.observe(500_000, 1_000_000)).isFalse();

    assertThat(clock.now()).isEqualTo(1_000_000);
  }

  @Test
  void observe_anotherTimeTwice_isTaken() {
    clock.observe(500_000, 1_000_000);
    nanos.addAndGet(1_000_000_000);
    assertThat(clock.observe(600_900, 1_100_000)).isFalse();

    assertThat(clock.now()).isEqualTo(600_900);
    assertThat(clock.observe(600_900, 600_900)).isTrue();
  }

  /** The second one has been on its way for 100 s. */
  @Test
  void observe_anotherTimeTwice_thatTravelled_isTaken() {
    clock.observe(500_000, 1_000_000);
    nanos.addAndGet(1_000_000_000);
    clock.observe(501_000, 1_000_000);

    assertThat(clock.now()).isEqualTo(501_000);
  }

  @Test
  void observe_twoOtherTimesThatDiffer_changeNothing_untilTwoAgree() {
    clock.observe(500_000, 1_000_000);
    clock.observe(700_000, 1_000_000);
    assertThat(clock.now()).isEqualTo(1_000_000);

    clock.observe(700_000, 1_000_000);
    assertThat(clock.now()).isEqualTo(700_000);
  }

  /** An answer that was kept for a while has the date of then. */
  @Test
  void observe_theSameDateLater_isNotTaken() {
    clock.observe(500_000, 1_000_000);
    nanos.addAndGet(1_000_000_000);
    clock.observe(500_000, 1_100_000);

    assertThat(clock.now()).isEqualTo(1_100_000);
  }

  @Test
  void observe_theRightTimeBetweenTwoWrongOnes_changesNothing() {
    clock.observe(500_000, 1_000_000);
    assertThat(clock.observe(1_000_000, 1_000_000)).isTrue();
    clock.observe(500_000, 1_000_000);

    assertThat(clock.now()).isEqualTo(1_000_000);
  }

  @Test
  void ticks_noDateCorrectsThem() {
    nanos.addAndGet(1_000_000_000);
    clock.observe(500_000, 1_100_000);
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
