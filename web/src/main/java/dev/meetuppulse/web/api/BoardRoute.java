package dev.meetuppulse.web.api;

import dev.meetuppulse.web.boards.BoardQuery;
import dev.meetuppulse.web.boards.BoardQueryParser;
import dev.meetuppulse.web.boards.Boards;
import dev.meetuppulse.web.boards.Catalogs;
import dev.meetuppulse.web.http.Payload;
import dev.meetuppulse.web.http.Responder;
import io.javalin.http.Context;

/** {@code /boards/{dimension}/{window}}: one board. */
final class BoardRoute implements Responder.Route {
  private final Catalogs catalogs;
  private final Boards boards;
  private final PayloadCache<BoardQuery> payloads = new PayloadCache<>(Boards::freshFor);

  BoardRoute(Catalogs catalogs, Boards boards) {
    this.catalogs = catalogs;
    this.boards = boards;
  }

  @Override
  public Payload answer(Context context) {
    BoardQuery query = new BoardQueryParser(context, catalogs.current()).board();
    return payloads.get(query, () -> Payload.json(boards.board(query)));
  }
}
