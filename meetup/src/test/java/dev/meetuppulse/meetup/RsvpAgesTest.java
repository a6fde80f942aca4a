package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RsvpAgesTest {
  private final RsvpAges ages = new RsvpAges();

  @Test
  void nothingSeen_nothingReported() {
    assertThat(ages.words()).isEmpty();
    assertThat(ages.seconds()).isEmpty();
  }

  @Test
  void ages_ofMovingEventsApartFromOthers() {
    for (int age = 1; age <= 100; age++) {
      ages.seen(true, age * 1_000);
    }
    assertThat(ages.words()).isEqualTo("95 % seen within 95 s at moving events");

    ages.seen(false, 200_000);
    assertThat(ages.seconds()).isEqualTo(Map.of("moving", 95.0, "other", 200.0));
    assertThat(ages.words()).isEqualTo("95 % seen within 95 s at moving events, 200 s at others");
  }

  @Test
  void onlyQuietEvents_reportsIt() {
    ages.seen(false, 31_400);
    assertThat(ages.words()).isEqualTo("95 % seen within 31 s at quiet events");
  }

  @Test
  void longAgo_forgotten() {
    ages.seen(true, 900_000);
    for (int i = 0; i < 1_000; i++) {
      ages.seen(true, 1_000);
    }
    assertThat(ages.moving()).hasValue(1_000);
  }
}
