package dev.meetuppulse.web.api;

import dev.meetuppulse.web.boards.BoardQuery;
import dev.meetuppulse.web.boards.BoardQueryParser;
import dev.meetuppulse.web.boards.Boards;
import dev.meetuppulse.web.boards.Catalogs;
import dev.meetuppulse.web.http.Payload;
import dev.meetuppulse.web.http.Responder;
import io.javalin.http.Context;

/** {@code /live/{window}}: status and every board, which the page polls. */
final class LiveRoute implements Responder.Route {
  private final Catalogs catalogs;
  private final Boards boards;
  private final PayloadCache<BoardQuery> payloads = new PayloadCache<>(Boards::freshFor);

  LiveRoute(Catalogs catalogs, Boards boards) {
    this.catalogs = catalogs;
    this.boards = boards;
  }

  @Override
  public Payload answer(Context context) {
    BoardQuery query = new BoardQueryParser(context, catalogs.current()).live();
    return Failed.orElse(() -> payloads.get(query, () -> Payload.json(boards.live(query))));
  }
}
