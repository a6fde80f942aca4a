package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.meetuppulse.meetup.WatchedEvent.Tier;
import org.junit.jupiter.api.Test;

/** When an event counts as one that moves. */
class MovesTest {
  private static final long MINUTE = 60_000;
  private static final long NOW = 30_000_000 * MINUTE;

  @Test
  void anyOrderAndTwice_theLastTwo() {
    Moves moves = new Moves(0);
    for (long given : new long[] {5, 9, 9, 7, 3, 9}) {
      moves.add(given);
    }
    assertThat(moves.last()).isEqualTo(9);
    assertThat(moves.secondToLast()).isEqualTo(7);
  }

  @Test
  void twoWithinTheHour_itMoves() {
    assertThat(tier(90, 70)).isEqualTo(Tier.QUIET);
    assertThat(tier(70, 50)).isEqualTo(Tier.LIKELY);
    assertThat(tier(50, 30)).isEqualTo(Tier.MOVING);
    assertThat(tier(30, 50)).isEqualTo(Tier.MOVING);
  }

  /** After a restart the last answer is known twice: to the event, and by itself. */
  @Test
  void oneKnownTwice_doesNotMove() {
    WatchedEvent event = event(NOW - 5 * MINUTE);
    event.gave(NOW - 5 * MINUTE);

    assertThat(event.tier(NOW)).isEqualTo(Tier.LIKELY);
  }

  private static Tier tier(int oneMinutesAgo, int otherMinutesAgo) {
    WatchedEvent event = event(0);
    event.gave(NOW - oneMinutesAgo * MINUTE);
    event.gave(NOW - otherMinutesAgo * MINUTE);
    return event.tier(NOW);
  }

  private static WatchedEvent event(long lastMove) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return new WatchedEvent(
        new EventFacts("t", NOW + 30 * 1_440 * MINUTE, json.objectNode(), json.objectNode()),
        "id",
        new WatchedEvent.ReadProgress(1, NOW, false, lastMove, FullReads.Unexplained.NONE));
  }
}
