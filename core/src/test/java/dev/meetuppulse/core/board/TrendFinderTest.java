package dev.meetuppulse.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.core.window.Cell;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.core.window.Windows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A finder that starts with what the windows hold, as after a restart. */
class TrendFinderTest {
  private static final long START = 1_700_000_040_000L;
  private static final long BURST = START + Duration.ofHours(2).toMillis();
  private static final long NOW = BURST + Duration.ofMinutes(5).toMillis();

  private final Dictionary dictionary = new Dictionary(List.of(Dimension.values()));
  private final Windows windows =
      new Windows(dictionary, Window.parseList("5m:1m,24h:1m"), TrendDetectors.TRENDING);

  @Test
  void rsvpsOfEachEventOfAGroup_addUpToItsRise() {
    usual();
    burst(60, 5);

    RisingKey rising = find();
    assertThat(rising.alongside()).contains("Jazz", "Austin, TX");
    assertThat(rising.now()).isEqualTo(300);
    assertThat(rising.cities().get(0).rsvps()).isEqualTo(300);
    assertThat(rising.events()).hasSize(3);
  }

  @Test
  void ofARiseWithManyEvents_boundedlyManyGiveReasons() {
    usual();
    burst(250_000, 1);

    RisingKey rising = find();
    assertThat(rising.now()).isEqualTo(250_000);
    assertThat(rising.cities().get(0).rsvps()).isBetween(1L, 200_000L);
  }

  private RisingKey find() {
    TrendFinder finder =
        new TrendFinder(
            dictionary, windows.rings(), TrendDetectors.TRENDING, TrendOptions.DEFAULTS);
    finder.advance(NOW + Duration.ofSeconds(5).toMillis());
    return finder.find().rising().get(0).entry();
  }

  private void usual() {
    for (long t = START; t < NOW; t += 2_000) {
      int n = (int) (t / 2_000 % 40);
      add(t, group("City" + n % 9, "g" + n, "t" + n), "e" + n, 1);
    }
  }

  private void burst(int events, int rsvps) {
    int group = group("Austin, TX", "g-burst", "Jazz");
    for (int i = 0; i < events; i++) {
      add(BURST + (NOW - BURST) * i / events, group, "burst" + i, rsvps);
    }
  }

  private int group(String city, String group, String topic) {
    return dictionary.number(
        new GroupKeys("us", Key.of(city), null, Key.of(group), List.of(Key.of(topic))));
  }

  private void add(long mtime, int group, String event, int rsvps) {
    Cell cell = new Cell().of(group, dictionary.number(Dimension.EVENTS, Key.of(event)));
    cell.counts().set(rsvps, rsvps, 0, rsvps);
    windows.add(mtime, cell);
  }
}
