package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Detects that Meetup has had too many requests, and how long it asks to wait. */
final class Throttling {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final long WINDOW_MILLIS = 60_000;
  private static final long LONGEST_MILLIS = 10 * WINDOW_MILLIS;

  private Throttling() {}

  /**
   * How long an answer asks to wait, ms; empty if it is no such answer.
   *
   * @param body the answer's
   * @param now the server's clock, ms since the epoch
   */
  static Optional<Long> pause(Http.HttpReply answer, JsonNode body, long now) {
    boolean throttled = answer.status() == TOO_MANY_REQUESTS;
    long pause = throttled ? WINDOW_MILLIS : 0;
    for (JsonNode error : body.path("errors")) {
      JsonNode extensions = error.path("extensions");
      if (throttled || extensions.path("code").asText().equals("RATE_LIMITED")) {
        throttled = true;
        pause = Math.max(pause, untilReset(extensions, now));
      }
    }
    pause = Math.max(pause, answer.retryAfterMillis());
    return throttled ? Optional.of(Math.min(pause, LONGEST_MILLIS)) : Optional.empty();
  }

  private static long untilReset(JsonNode extensions, long now) {
    try {
      return OffsetDateTime.parse(extensions.path("resetAt").asText()).toInstant().toEpochMilli()
          - now;
    } catch (DateTimeException e) {
      return WINDOW_MILLIS;
    }
  }
}
