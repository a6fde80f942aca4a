package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private final Freshness freshness = new Freshness();

  @Test
  void nothingSeen_nothingSaid() {
    assertThat(freshness.words()).isEmpty();
    assertThat(freshness.seconds()).isEmpty();
  }

  @Test
  void ages_ofMovingEventsApartFromOthers() {
    for (int age = 1; age <= 100; age++) {
      freshness.seen(true, age * 1_000);
    }
    assertThat(freshness.words()).isEqualTo("95 % seen within 95 s at moving events");

    freshness.seen(false, 200_000);
    assertThat(freshness.seconds()).isEqualTo(Map.of("moving", 95.0, "other", 200.0));
    assertThat(freshness.words())
        .isEqualTo("95 % seen within 95 s at moving events, 200 s at others");
  }

  @Test
  void onlyQuietEvents_saysSo() {
    freshness.seen(false, 31_400);
    assertThat(freshness.words()).isEqualTo("95 % seen within 31 s at quiet events");
  }

  @Test
  void longAgo_forgotten() {
    freshness.seen(true, 900_000);
    for (int i = 0; i < 1_000; i++) {
      freshness.seen(true, 1_000);
    }
    assertThat(freshness.moving()).hasValue(1_000);
  }
}
