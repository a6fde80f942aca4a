package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThrottlingTest {
  private static final long NOW = 1_800_000_000_000L;

  @Test
  void tooManyRequests_aMinute_orLongerIfItSaysSo() throws Exception {
    assertThat(pause(429, "{}", 0)).hasValue(60_000L);
    assertThat(pause(429, "{}", 20_000)).hasValue(60_000L);
    assertThat(pause(429, "{}", 90_000)).hasValue(90_000L);
    assertThat(pause(429, error("X", 70_000), 0)).hasValue(70_000L);
    assertThat(pause(429, "{}", 86_400_000)).hasValue(600_000L);
  }

  @Test
  void pointsAreUsedUp_untilTheyAreReset() throws Exception {
    assertThat(pause(200, error("RATE_LIMITED", 7_000), 0)).hasValue(7_000L);
    assertThat(pause(200, error("RATE_LIMITED", 7_000).replace("resetAt", "x"), 0))
        .hasValue(60_000L);
    assertThat(pause(200, error("RATE_LIMITED", -7_000), 0)).hasValue(0L);
  }

  @Test
  void anyOtherAnswer_noPause() throws Exception {
    assertThat(pause(200, error("OTHER", 7_000), 0)).isEmpty();
    assertThat(pause(503, "{}", 90_000)).isEmpty();
  }

  private static Optional<Long> pause(int status, String body, long retryAfter) throws Exception {
    return Throttling.pause(
        new Http.HttpReply(status, new byte[0], retryAfter),
        new ObjectMapper().readTree(body),
        NOW);
  }

  private static String error(String code, long reset) {
    return String.format(
        "{\"errors\":[{\"extensions\":{\"code\":\"%s\",\"resetAt\":\"%s\"}}]}",
        code, Instant.ofEpochMilli(NOW + reset));
  }
}
