package dev.meetuppulse.web.api;

import dev.meetuppulse.redis.BoardReader;
import dev.meetuppulse.web.http.Payload;
import dev.meetuppulse.web.http.QueryParameters;
import dev.meetuppulse.web.http.Responder;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;

/** {@code /trends}: what is trending and why; null if nothing was published. */
public final class TrendsRoute implements Responder.Route {
  private static final Duration FRESH = Duration.ofMillis(200);

  private final BoardReader reader;
  private final PayloadCache<String> payloads = new PayloadCache<>(any -> FRESH);

  TrendsRoute(BoardReader reader) {
    this.reader = reader;
  }

  @Override
  public Payload answer(Context context) {
    QueryParameters.of(context).only(List.of());
    return answer();
  }

  /** The answer; that Redis does not answer is one too. */
  public Payload answer() {
    return Failed.orElse(
        () -> payloads.get("", () -> Payload.jsonText(reader.trends().orElse("null"))));
  }
}
