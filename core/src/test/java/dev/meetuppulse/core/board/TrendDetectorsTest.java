package dev.meetuppulse.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TrendDetectorsTest {
  private static final int WARM_SECONDS = 15 * 60;

  private final Dictionary dictionary = new Dictionary(List.of(Dimension.values()));
  private final TrendDetectors detectors =
      new TrendDetectors(dictionary, TrendDetectors.TRENDING, TrendOptions.DEFAULTS);
  private final int bursting = group("Reno, NV", "g", "chess");
  private final int usual = group("Austin, TX", "h", "wine");
  private long clock = 1_700_000_000_000L;

  @Test
  void risesAreReported_onlyWhileMoreCameThanUsual() {
    pass(WARM_SECONDS, 10, 90);
    assertThat(rising()).isEmpty();
    boolean hasRisen = false;
    // A rise is ended at the next look, twice a minute: the rounds begin at other seconds of it.
    for (int round = 0; round < 6; round++) {
      pass(1, 80, 20);
      hasRisen |= rising().contains("chess");
      for (int second = 0; second < 10; second++) {
        pass(1, 0, 2_000);
        assertThat(detectors.rising(10)).allMatch(found -> found.trend().score() > 0);
      }
      pass(56, 10, 90);
    }
    assertThat(hasRisen).isTrue();
  }

  private Set<String> rising() {
    return detectors.rising(10).stream()
        .filter(found -> found.dimension() == Dimension.TOPICS)
        .map(found -> dictionary.key(found.dimension(), found.trend().key()).name())
        .collect(Collectors.toSet());
  }

  /** Lets seconds pass, with so many RSVPs of each group in each of them. */
  private void pass(int seconds, int ofOne, int ofOther) {
    for (int i = 0; i < seconds; i++) {
      detectors.add(bursting, dictionary.group(bursting), ofOne);
      detectors.add(usual, dictionary.group(usual), ofOther);
      clock += 1_000;
      detectors.close(clock, ofOne + ofOther);
    }
  }

  private int group(String city, String urlname, String topic) {
    return dictionary.number(
        new GroupKeys("us", Key.of(city), null, Key.of(urlname), List.of(Key.of(topic))));
  }
}
