package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StrangersTest {
  private final Strangers strangers = new Strangers();

  @Test
  void met_eachTakenOnce() {
    strangers.met("a", "1", 0);
    strangers.met("b", "2", 0);
    strangers.met("b", "3", 0);

    assertThat(strangers.take(1)).isEqualTo(Map.of("a", "1"));
    assertThat(strangers.take(9)).isEqualTo(Map.of("b", "3"));
    assertThat(strangers.take(9)).isEmpty();
  }

  @Test
  void failedTwice_givenUpOnce_andAskedForAgainLater() {
    assertThat(strangers.failed("a", 0)).isFalse();
    strangers.met("a", "1", 0);
    assertThat(strangers.take(9)).hasSize(1);

    assertThat(strangers.failed("a", 0)).isTrue();
    assertThat(strangers.failed("a", 0)).isFalse();
    strangers.met("a", "1", 0);
    assertThat(strangers.take(9)).isEmpty();
    strangers.met("a", "1", 599_999);
    assertThat(strangers.take(9)).isEmpty();
    strangers.met("a", "1", 600_000);
    assertThat(strangers.take(9)).hasSize(1);
  }

  @Test
  void failedAgainAndAgain_askedForAtLeastOnceAnHour() {
    for (int i = 0; i < 100; i++) {
      strangers.failed("a", 0);
    }
    strangers.met("a", "1", 3_599_999);
    assertThat(strangers.take(9)).isEmpty();
    strangers.met("a", "1", 3_600_000);
    assertThat(strangers.take(9)).hasSize(1);
  }

  /** Reads of events that moved go before, but not for ever. */
  @Test
  void urgency_growsWithTheWait() {
    assertThat(strangers.urgency(0)).isZero();
    strangers.met("a", "1", 0);
    assertThat(strangers.urgency(0)).isEqualTo(1.5);
    strangers.met("a", "2", 60_000);
    assertThat(strangers.urgency(60_000)).isEqualTo(2.5);
  }
}
