package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Detects that Meetup has had too many requests, and how long it asks to wait. */
final class Throttling {
  private static final int TOO_MANY_REQUESTS = 429;

  /** Points are counted over a minute: they can't be reset later than that. */
  private static final long WINDOW_MILLIS = 60_000;

  private static final long LONGEST_MILLIS = 10 * WINDOW_MILLIS;

  /** Times have whole seconds, and a response travels: one may be past when it comes. */
  private static final long TOLERANCE_MILLIS = 2_000;

  private Throttling() {}

  /**
   * How long a response asks to wait, ms; empty if it does not. One that does not say, or says a
   * time that can't be, is waited for as long as points are counted.
   *
   * @param body the response's
   */
  static Optional<Long> pause(Http.HttpResponse response, JsonNode body) {
    boolean throttled = response.status() == TOO_MANY_REQUESTS;
    Optional<Long> pause = retryAfter(response);
    for (JsonNode error : body.path("errors")) {
      JsonNode extensions = error.path("extensions");
      if (throttled || extensions.path("code").asText().equals("RATE_LIMITED")) {
        throttled = true;
        pause = longer(pause, untilReset(extensions, response.received()));
      }
    }
    return throttled ? Optional.of(pause.orElse(WINDOW_MILLIS)) : Optional.empty();
  }

  private static Optional<Long> longer(Optional<Long> one, Optional<Long> other) {
    return other.isPresent() && one.orElse(0L) < other.get() ? other : one.or(() -> other);
  }

  private static Optional<Long> retryAfter(Http.HttpResponse response) {
    String text = response.retryAfter();
    if (text.matches("\\d{1,9}")) {
      long millis = TimeUnit.SECONDS.toMillis(Long.parseLong(text));
      return Optional.of(Math.min(millis, LONGEST_MILLIS)).filter(some -> some > 0);
    }
    return rest(
        text,
        date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant(),
        response.received(),
        LONGEST_MILLIS);
  }

  private static Optional<Long> untilReset(JsonNode extensions, Http.ReceiptTimes now) {
    return rest(
        extensions.path("resetAt").asText(),
        time -> OffsetDateTime.parse(time).toInstant(),
        now,
        WINDOW_MILLIS);
  }

  /**
   * How long it is until a time. One of the two clocks may be wrong, and then leads to a rest that
   * can't be; of two that can be the longer one keeps to what was asked.
   *
   * @return empty if the text is no time
   */
  private static Optional<Long> rest(
      String text, Function<String, Instant> parse, Http.ReceiptTimes now, long longest) {
    try {
      long until = parse.apply(text).toEpochMilli();
      return Optional.of(
          LongStream.of(until - now.byClock(), until - now.byDate())
              .filter(rest -> rest >= -TOLERANCE_MILLIS && rest <= longest + TOLERANCE_MILLIS)
              .map(rest -> Math.max(0, Math.min(longest, rest)))
              .max()
              .orElse(WINDOW_MILLIS));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
