package dev.meetuppulse.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalTrendsTest {
  private static final long START = 1_700_000_000_000L;
  private static final int HOUR = 3_600;

  private final Dictionary dictionary = new Dictionary(List.of(Dimension.values()));
  private final LocalTrends trends = new LocalTrends(dictionary, TrendOptions.DEFAULTS);
  private final int austin = group("Austin, TX", "ai");
  private final int reno = group("Reno, NV", "ai");
  private final int wine = group("Reno, NV", "wine");
  private int second;

  @Test
  void aTopicThatRisesInOneCity_isFoundThere_thoughItIsFrequentElsewhere() {
    usualFor(2 * HOUR, 1);
    assertThat(trends.rising(10)).isEmpty();
    for (int i = 0; i < 10; i++) {
      trends.add(austin, 1);
      usualFor(30, 1);
    }
    assertThat(trends.rising(10))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.dimension()).isEqualTo(Dimension.TOPICS);
              assertThat(dictionary.key(Dimension.CITIES, found.city()).name())
                  .isEqualTo("Austin, TX");
              assertThat(dictionary.key(Dimension.TOPICS, found.trend().key()).name())
                  .isEqualTo("ai");
              assertThat(found.trend().now()).isBetween(5L, 10L);
            });
  }

  @Test
  void ofAFastStream_minutesAreShownAtOnce_andNothingIsLost() {
    usualFor(2 * HOUR, 2_000);
    for (int i = 0; i < 600; i++) {
      trends.add(austin, 10);
      usualFor(1, 2_000);
    }
    assertThat(trends.rising(10))
        .extracting(found -> dictionary.key(Dimension.CITIES, found.city()).name())
        .contains("Austin, TX");
    assertThat(trends.rising(10).get(0).trend().now()).isBetween(2_990L, 6_000L);
  }

  @Test
  void aForgottenCity_isNotTakenForTheOneThatHasItsNumberNow() {
    usualFor(2 * HOUR, 1);
    for (int i = 0; i < 10; i++) {
      trends.add(austin, 1);
      usualFor(30, 1);
    }
    trends.forget(Dimension.CITIES, dictionary.group(austin).of(Dimension.CITIES));
    assertThat(trends.rising(10)).isEmpty();
  }

  @Test
  void aForgottenGroup_isNotCountedUnderTheOneThatHasItsNumberNow() {
    usualFor(2 * HOUR + 10, 2_000);
    trends.add(austin, 10_000);
    trends.close(START + ++second * 1_000L, 10_000);
    trends.forgetGroup(austin);
    dictionary.groups().remove(austin);
    assertThat(group("Fargo, ND", "jazz")).isEqualTo(austin);

    for (int i = 0; i < 600; i++) {
      usualFor(1, 2_000);
      assertThat(trends.rising(10))
          .extracting(found -> dictionary.key(Dimension.CITIES, found.city()).name())
          .isEmpty();
    }
  }

  /** RSVPs in Reno, for both topics. */
  private void usualFor(int seconds, int aSecond) {
    for (int i = 0; i < seconds; i++) {
      trends.add(second % 2 == 0 ? reno : wine, aSecond);
      second++;
      trends.close(START + second * 1_000L, aSecond);
    }
  }

  private int group(String city, String topic) {
    return dictionary.number(
        new GroupKeys(
            "us", Key.of(city), null, Key.of("g" + city + topic), List.of(Key.of(topic))));
  }
}
