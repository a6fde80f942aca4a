package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UndescribedEventsTest {
  private final UndescribedEvents events = new UndescribedEvents();

  @Test
  void met_eachTakenOnce() {
    events.add("a", "1", 0);
    events.add("b", "2", 0);
    events.add("b", "3", 0);

    assertThat(events.take(1)).isEqualTo(Map.of("a", "1"));
    assertThat(events.take(9)).isEqualTo(Map.of("b", "3"));
    assertThat(events.take(9)).isEmpty();
  }

  @Test
  void failedTwice_givenUpOnce_andAskedForAgainLater() {
    assertThat(events.failed("a", 0)).isFalse();
    events.add("a", "1", 0);
    assertThat(events.take(9)).hasSize(1);

    assertThat(events.failed("a", 0)).isTrue();
    assertThat(events.failed("a", 0)).isFalse();
    events.add("a", "1", 0);
    assertThat(events.take(9)).isEmpty();
    events.add("a", "1", 599_999);
    assertThat(events.take(9)).isEmpty();
    events.add("a", "1", 600_000);
    assertThat(events.take(9)).hasSize(1);
  }

  @Test
  void failedAgainAndAgain_askedForAtLeastOnceAnHour() {
    for (int i = 0; i < 100; i++) {
      events.failed("a", 0);
    }
    events.add("a", "1", 3_599_999);
    assertThat(events.take(9)).isEmpty();
    events.add("a", "1", 3_600_000);
    assertThat(events.take(9)).hasSize(1);
  }

  /** Between two queries that may take half a minute each there must be room for others. */
  @Test
  void notAnswered_askedForAlone_andThenRests() {
    events.add("a", "1", 0);
    events.add("b", "2", 0);
    events.notAnswered(events.take(9), 1_000, 0);
    events.add("c", "3", 1_000);

    assertThat(events.urgency(1_000)).isEqualTo(1.5);
    assertThat(events.take(9)).isEqualTo(Map.of("a", "1"));
    events.notAnswered(Map.of("a", "1"), 2_000, 1_500);
    assertThat(events.take(9)).isEqualTo(Map.of("b", "2"));
    events.answered(Map.of("b", "2"));
    assertThat(events.take(9)).isEqualTo(Map.of("c", "3"));

    events.add("a", "1", 301_999);
    assertThat(events.take(9)).isEmpty();
    events.add("a", "1", 302_000);
    events.add("b", "2", 302_000);
    assertThat(events.take(9)).containsOnlyKeys("a");
    assertThat(events.take(9)).containsOnlyKeys("b");
  }

  /** That says nothing about the event, so the rest does not grow. */
  @Test
  void notAnsweredAgain_asNothingIs_restsForHalfAMinute() {
    events.notAnswered(Map.of("a", "1"), 0, 0);
    for (long now = 0; now < 300_000; now += 30_000) {
      assertThat(events.take(9)).containsOnlyKeys("a");
      events.notAnswered(Map.of("a", "1"), now, 0);
      events.add("a", "1", now + 29_999);
      assertThat(events.take(9)).isEmpty();
      events.add("a", "1", now + 30_000);
    }
  }

  @Test
  void answered_isNoSuspectAnyMore() {
    events.notAnswered(Map.of("a", "1"), 0, 0);
    events.notAnswered(events.take(9), 1_000, 500);
    events.answered(Map.of("a", "1"));
    events.add("b", "2", 2_000);
    events.add("a", "1", 2_000);

    assertThat(events.take(9)).containsOnlyKeys("b", "a");
  }

  @Test
  void notAnswered_others_areAskedForTogether() {
    events.add("a", "1", 0);
    events.notAnswered(events.take(9), 0, 0);
    events.notAnswered(events.take(9), 0, 0);
    events.add("b", "2", 0);
    events.add("c", "3", 0);
    events.notAnswered(Map.of("d", "4"), 0, 0);
    events.add("e", "5", 0);

    assertThat(events.take(9)).containsOnlyKeys("b", "c", "e");
    assertThat(events.take(9)).containsOnlyKeys("d");
  }

  /** Reads of events that moved go before, but not for ever. */
  @Test
  void urgency_growsWithTheWait() {
    assertThat(events.urgency(0)).isZero();
    events.add("a", "1", 0);
    assertThat(events.urgency(0)).isEqualTo(1.5);
    events.add("a", "2", 60_000);
    assertThat(events.urgency(60_000)).isEqualTo(2.5);
  }
}
