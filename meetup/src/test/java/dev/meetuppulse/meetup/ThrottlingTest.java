package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThrottlingTest {
  private static final long NOW = 1_800_000_000_000L;

  @Test
  void tooManyRequests_asLongAsRequested_elseAMinute() throws Exception {
    assertThat(pause(429, "{}", 0)).hasValue(60_000L);
    assertThat(pause(429, error("X", 7_000).replace("resetAt", "x"), 0)).hasValue(60_000L);
    assertThat(pause(429, "{}", 20_000)).hasValue(20_000L);
    assertThat(pause(429, "{}", 90_000)).hasValue(90_000L);
    assertThat(pause(429, error("X", 30_000), 0)).hasValue(30_000L);
    assertThat(pause(429, error("X", 30_000), 40_000)).hasValue(40_000L);
    assertThat(pause(429, "{}", 86_400_000)).hasValue(600_000L);
  }

  @Test
  void pointsAreUsedUp_untilTheyAreReset() throws Exception {
    assertThat(pause(200, error("RATE_LIMITED", 7_000), 0)).hasValue(7_000L);
    assertThat(pause(200, error("RATE_LIMITED", 7_000).replace("resetAt", "x"), 0))
        .hasValue(60_000L);
    assertThat(pause(200, error("RATE_LIMITED", 7_000).replace("resetAt", "x"), 5_000))
        .hasValue(5_000L);
    assertThat(pause(200, error("RATE_LIMITED", -1_000), 0)).hasValue(0L);
  }

  /** Our own clock is wrong until an answer's date corrects it, or that date is wrong. */
  @Test
  void oneClockIsWrong_theOtherOneHolds() throws Exception {
    for (long wrong : new long[] {-86_400_000, -70_000, 70_000, 86_400_000}) {
      for (Http.ReceiptTimes received :
          List.of(
              new Http.ReceiptTimes(NOW + wrong, NOW), new Http.ReceiptTimes(NOW, NOW + wrong))) {
        assertThat(pause(200, error("RATE_LIMITED", 7_000), "", received)).hasValue(7_000L);
      }
    }
    assertThat(
            pause(200, error("RATE_LIMITED", 7_000), "", new Http.ReceiptTimes(NOW - 20_000, NOW)))
        .hasValue(27_000L);
    assertThat(pause(429, "{}", date(300_000), new Http.ReceiptTimes(NOW, NOW - 86_400_000)))
        .hasValue(300_000L);
    assertThat(pause(429, "{}", date(300_000), new Http.ReceiptTimes(NOW + 86_400_000, NOW)))
        .hasValue(300_000L);
  }

  @Test
  void bothClocksAreWrong_aMinute() throws Exception {
    assertThat(pause(200, error("RATE_LIMITED", -7_000), 0)).hasValue(60_000L);
    assertThat(pause(429, "{}", date(86_400_000), new Http.ReceiptTimes(NOW, NOW)))
        .hasValue(60_000L);
  }

  /** Where the clock is wrong: points are counted over a minute. */
  @Test
  void pointsAreUsedUp_untilLong_aMinute() throws Exception {
    assertThat(pause(200, error("RATE_LIMITED", 86_400_000), 0)).hasValue(60_000L);
  }

  @Test
  void anyOtherAnswer_noPause() throws Exception {
    assertThat(pause(200, error("OTHER", 7_000), 0)).isEmpty();
    assertThat(pause(503, "{}", 90_000)).isEmpty();
  }

  private static Optional<Long> pause(int status, String body, long retryAfter) throws Exception {
    return pause(status, body, String.valueOf(retryAfter / 1_000), new Http.ReceiptTimes(NOW, NOW));
  }

  private static Optional<Long> pause(
      int status, String body, String retryAfter, Http.ReceiptTimes received) throws Exception {
    return Throttling.pause(
        new Http.HttpResponse(status, new byte[0], retryAfter, received),
        new ObjectMapper().readTree(body));
  }

  private static String date(long later) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.ofEpochMilli(NOW + later).atOffset(ZoneOffset.UTC));
  }

  private static String error(String code, long reset) {
    return String.format(
        "{\"errors\":[{\"extensions\":{\"code\":\"%s\",\"resetAt\":\"%s\"}}]}",
        code, Instant.ofEpochMilli(NOW + reset));
  }
}
