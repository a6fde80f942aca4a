package dev.meetuppulse.web.api;

import dev.meetuppulse.redis.BoardReader;
import dev.meetuppulse.web.boards.BoardQueryParser;
import dev.meetuppulse.web.http.Payload;
import dev.meetuppulse.web.http.Responder;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** {@code /status}: how far the count has come; null if nothing was published. */
final class StatusRoute implements Responder.Route {
  private static final Duration FRESH = Duration.ofMillis(200);

  private final BoardReader reader;
  private final PayloadCache<String> payloads = new PayloadCache<>(any -> FRESH);

  StatusRoute(BoardReader reader) {
    this.reader = reader;
  }

  @Override
  public Payload answer(Context context) {
    BoardQueryParser.only(context, List.of());
    return payloads.get(
        "",
        () ->
            Payload.jsonText(
                Objects.requireNonNullElse(reader.read(List.of(), "").status(), "null")));
  }
}
