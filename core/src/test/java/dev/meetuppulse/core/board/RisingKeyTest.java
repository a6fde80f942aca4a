package dev.meetuppulse.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.window.Dimension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RisingKeyTest {
  private static final long SINCE = 1_790_000_000_000L;

  @Test
  void sentence_hasTheCountThePlaceAndTheUsual() {
    RisingKey ai = rising(Dimension.TOPICS, "AI", 5, 0.8, "Austin, TX", 5);
    assertThat(ai.sentence(after("PT14M"))).isEqualTo(saying("in 14 minutes"));
    assertThat(ai.sentence(after("PT30S"))).isEqualTo(saying("in 1 minute"));
    assertThat(ai.sentence(after("PT2H40M"))).isEqualTo(saying("in 3 hours"));
    assertThat(ai.sentence(after("PT8H"))).isEqualTo(saying("today"));
    assertThat(ai.sentence(after("P3D"))).isEqualTo(saying("in 3 days"));
    assertThat(ai.scale(after("PT14M"))).isEqualTo("minute");
    assertThat(ai.scale(after("PT2H40M"))).isEqualTo("hour");
    assertThat(ai.scale(after("PT8H"))).isEqualTo("day");
  }

  @Test
  void sentence_neverHasZeroUsual() {
    assertThat(rising(Dimension.TOPICS, "AI", 5, 0.04, "Austin, TX", 3).sentence(after("PT8H")))
        .isEqualTo("5 RSVPs for AI in Austin, TX today, usually under 0.1");
  }

  @Test
  void sentence_ofACity_namesItOnce() {
    assertThat(
            rising(Dimension.CITIES, "Reno, NV", 30, 12.4, "Reno, NV", 30).sentence(after("PT9M")))
        .isEqualTo("30 RSVPs in Reno, NV in 9 minutes, usually 12");
  }

  @Test
  void sentence_withoutAPlaceThatHalfComesFrom_namesNone() {
    RisingKey spread = rising(Dimension.TOPICS, "AI", 12, 3, "Reno, NV", 5);
    assertThat(spread.sentence(after("PT9M"))).isEqualTo("12 RSVPs for AI in 9 minutes, usually 3");
  }

  private static String saying(String when) {
    return "5 RSVPs for AI in Austin, TX " + when + ", usually 0.8";
  }

  private static long after(String time) {
    return SINCE + Duration.parse(time).toMillis();
  }

  private static RisingKey rising(
      Dimension dimension, String label, long now, double expected, String city, long inCity) {
    return new RisingKey(
        dimension,
        label,
        label,
        null,
        4,
        now,
        expected,
        SINCE,
        List.of(new Row(city, city, inCity, 0, 0, 0)),
        List.of(),
        List.of(),
        List.of());
  }
}
