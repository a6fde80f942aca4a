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
    strangers.met("a", "1", 300_000);
    assertThat(strangers.take(9)).hasSize(1);
  }
}
