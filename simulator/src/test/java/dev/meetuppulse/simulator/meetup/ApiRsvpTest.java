package dev.meetuppulse.simulator.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.simulator.meetup.ApiRsvp.RsvpReply;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiRsvpTest {
  /** A reader that misses some of the changes must end with the same count: so none comes twice. */
  @Test
  void change_neverBackToWhatItWas() {
    for (RsvpReply first :
        new RsvpReply[] {
          new RsvpReply("YES", 0),
          new RsvpReply("YES", 1),
          new RsvpReply("NO", 0),
          new RsvpReply("WAITLIST", 0)
        }) {
      ApiRsvp rsvp = new ApiRsvp(1, first, 1_000);
      Set<String> seen = new HashSet<>();
      long time = 1_000;
      do {
        assertThat(seen.add(rsvp.reply().response() + rsvp.reply().guests())).isTrue();
        time += 1_000;
      } while (rsvp.change(time));
      assertThat(seen).hasSizeGreaterThan(4);
    }
  }

  @Test
  void change_withinTheSameSecond_none() {
    ApiRsvp rsvp = new ApiRsvp(1, new RsvpReply("YES", 0), 1_000);

    assertThat(rsvp.change(1_000)).isFalse();
    assertThat(rsvp.updated()).isEqualTo(1_000);
  }

  @Test
  void row_hoursAfterTheEvent_isMarked() {
    ApiRsvp rsvp = new ApiRsvp(5, new RsvpReply("YES", 0), 1_000);
    long start = 10_000_000;

    assertThat(rsvp.row(start, start).status()).isEqualTo("YES");
    ApiRsvp.RsvpState marked = rsvp.row(start + 3 * 3_600_000, start);
    assertThat(marked.status()).isEqualTo("NO_SHOW");
    assertThat(marked.updated()).isEqualTo(start + 3 * 3_600_000);
  }
}
