package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A change must be distinguishable from an echo: later, and not a whole second within 500 ms. */
class KnownRsvpTest {
  @Test
  void changed_inAnotherSecond_itsOwnTime() {
    assertThat(known(5_000).changed(rsvp("no", 6_000)).mtime()).isEqualTo(6_000);
  }

  @Test
  void changed_inTheSameSecond_aMillisecondLater() {
    KnownRsvp second = known(5_000).changed(rsvp("no", 5_000));

    assertThat(second.mtime()).isEqualTo(5_001);
    assertThat(second.changed(rsvp("yes", 5_000)).mtime()).isEqualTo(5_002);
  }

  @Test
  void changed_rightBeforeAWholeSecond_noEcho() {
    assertThat(known(5_999).changed(rsvp("no", 5_999)).mtime()).isEqualTo(6_001);
    assertThat(known(5_600).changed(rsvp("no", 6_000)).mtime()).isEqualTo(6_001);
    assertThat(known(5_400).changed(rsvp("no", 6_000)).mtime()).isEqualTo(6_000);
  }

  /** Whatever was sent in between, at the latest with the same time, is older. */
  @Test
  void changedTwice_inTheSecondOfALostChange_afterIt() {
    for (long updated : new long[] {5_000, 6_000, 9_000}) {
      for (long before : new long[] {5_000, 5_600, 5_999}) {
        long lost = known(before).changed(rsvp("no", updated)).mtime();
        long back = known(before).changedTwice(rsvp("yes", updated)).mtime();

        assertThat(back).isGreaterThan(lost);
        assertThat(back % 1_000).isPositive();
      }
    }
  }

  private static KnownRsvp known(long updated) {
    return KnownRsvp.first(rsvp("yes", updated), "t");
  }

  private static RsvpRow rsvp(String response, long updated) {
    return new RsvpRow(1, response, 0, updated);
  }
}
