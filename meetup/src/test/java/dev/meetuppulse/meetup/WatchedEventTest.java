package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.meetuppulse.meetup.EventSearch.SearchTimes;
import dev.meetuppulse.meetup.RsvpPage.ResponseCounts;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchedEventTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);
  private static final SearchTimes NO_SEARCH = new SearchTimes(0, 0, 0);

  /** The feed was off for days: it must not forget what it can still read. */
  @Test
  void isForgettable_notReadSinceItBegan_onlyOnceThisProcessHasTried() {
    WatchedEvent event = event(NOW - 100 * HOUR);

    assertThat(event.isForgettable(NOW, NO_SEARCH)).isFalse();
    assertThat(event.isForgettable(NOW, new SearchTimes(HOUR, HOUR, NOW))).isFalse();
    assertThat(event.isForgettable(NOW, new SearchTimes(HOUR + 1, HOUR, NOW))).isTrue();
    assertThat(
            event(NOW - 48 * HOUR).isForgettable(NOW, new SearchTimes(100 * HOUR, 100 * HOUR, NOW)))
        .isFalse();
  }

  @Test
  void isForgettable_readSinceItBegan_afterHours() {
    WatchedEvent event = event(NOW);
    event.readThrough(0, true, ResponseCounts.NONE, NOW + HOUR);

    assertThat(event.isForgettable(NOW + 6 * HOUR, NO_SEARCH)).isFalse();
    assertThat(event.isForgettable(NOW + 6 * HOUR + 1, NO_SEARCH)).isTrue();
  }

  @Test
  void isForgettable_withoutADate_notShownForADay() {
    WatchedEvent event = event(0);
    assertThat(event.isForgettable(NOW, NO_SEARCH)).isFalse();
    assertThat(event.isForgettable(NOW, new SearchTimes(25 * HOUR, 24 * HOUR, NOW))).isFalse();
    assertThat(event.isForgettable(NOW, new SearchTimes(25 * HOUR, 25 * HOUR, NOW))).isTrue();

    event.shown(NOW - HOUR);
    assertThat(event.isForgettable(NOW, new SearchTimes(25 * HOUR, 25 * HOUR, NOW))).isFalse();
    assertThat(event.isForgettable(NOW + 24 * HOUR, new SearchTimes(100 * HOUR, 100 * HOUR, NOW)))
        .isFalse();
    assertThat(
            event.isForgettable(
                NOW + 24 * HOUR, new SearchTimes(100 * HOUR, 100 * HOUR, NOW + 24 * HOUR)))
        .isTrue();
  }

  /** People answer while it is under way. */
  @Test
  void isOpen_untilAnHourAfterItsEnd() {
    WatchedEvent event = event(NOW, NOW + 30 * HOUR);

    assertThat(event.isOpen(NOW + 31 * HOUR - 1)).isTrue();
    assertThat(event.isOpen(NOW + 31 * HOUR)).isFalse();
    assertThat(event.tier(NOW + HOUR)).isEqualTo(WatchedEvent.Tier.LIKELY);
    assertThat(event.tier(NOW + 24 * HOUR)).isEqualTo(WatchedEvent.Tier.QUIET);

    event.readThrough(0, true, ResponseCounts.NONE, NOW + HOUR);
    assertThat(event.isForgettable(NOW + 36 * HOUR + 1, NO_SEARCH)).isFalse();
    event.readThrough(0, true, ResponseCounts.NONE, NOW + 31 * HOUR);
    assertThat(event.isForgettable(NOW + 36 * HOUR + 1, NO_SEARCH)).isTrue();
  }

  /** The API's answer may lack it for once. */
  @Test
  void update_withoutAnEnd_keepsTheFormer_unlessTheStartMoves() {
    WatchedEvent event = event(NOW, NOW + 30 * HOUR);

    assertThat(event.update(event(NOW).facts(), "id")).isFalse();
    assertThat(event.facts().end()).isEqualTo(NOW + 30 * HOUR);
    assertThat(event.isOpen(NOW + 30 * HOUR)).isTrue();

    assertThat(event.update(event(NOW, NOW + HOUR).facts(), "id")).isTrue();
    assertThat(event.facts().end()).isEqualTo(NOW + HOUR);
    assertThat(event.update(event(NOW + HOUR).facts(), "id")).isTrue();
    assertThat(event.facts().end()).isEqualTo(NOW + HOUR);
  }

  private static WatchedEvent event(long start) {
    return event(start, start);
  }

  private static WatchedEvent event(long start, long end) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return new WatchedEvent(
        new EventFacts("t", start, end, json.objectNode(), json.objectNode()),
        "id",
        WatchedEvent.ReadProgress.NONE);
  }
}
