package dev.meetuppulse.web.api;

import dev.meetuppulse.web.boards.BoardQuery;
import dev.meetuppulse.web.boards.BoardQueryParser;
import dev.meetuppulse.web.boards.Catalogs;
import dev.meetuppulse.web.boards.Histories;
import dev.meetuppulse.web.http.Payload;
import dev.meetuppulse.web.http.Responder;
import io.javalin.http.Context;
import java.time.Duration;

/** {@code /history/{window}}: the last hour of the rows that are on the boards now. */
final class HistoryRoute implements Responder.Route {
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Catalogs catalogs;
  private final Histories histories;
  private final PayloadCache<BoardQuery> payloads = new PayloadCache<>(any -> FRESH);

  HistoryRoute(Catalogs catalogs, Histories histories) {
    this.catalogs = catalogs;
    this.histories = histories;
  }

  @Override
  public Payload answer(Context context) {
    BoardQuery query = new BoardQueryParser(context, catalogs.current()).history();
    return Failed.orElse(() -> payloads.get(query, () -> Payload.json(histories.history(query))));
  }
}
