package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockSkewTest {
  private static final long NOW = 1_800_000_000_000L;

  private final List<String> said = new ArrayList<>();
  private final ClockSkew skew = new ClockSkew(new Notices(said::add));

  @Test
  void check_behindTwice_reportedOnce() {
    skew.check(NOW, NOW - 90_000);
    assertThat(said).isEmpty();
    skew.check(NOW, NOW - 90_000);
    skew.check(NOW, NOW - 91_000);

    assertThat(said)
        .containsExactly(
            "this machine's clock is 90 s behind Meetup's; where it is Kafka's too, RSVPs of the"
                + " last minutes become dead letters (future); run NTP");
  }

  @Test
  void check_apartOnce_orLittle_nothing() {
    skew.check(NOW, NOW + 90_000);
    skew.check(NOW, NOW + 29_000);
    skew.check(NOW, NOW - 90_000);

    assertThat(said).isEmpty();
  }
}
