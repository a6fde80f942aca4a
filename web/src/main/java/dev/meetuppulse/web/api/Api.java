package dev.meetuppulse.web.api;

import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.BoardReader;
import dev.meetuppulse.redis.RedisConnections;
import dev.meetuppulse.web.boards.Boards;
import dev.meetuppulse.web.boards.Catalogs;
import dev.meetuppulse.web.boards.Histories;
import dev.meetuppulse.web.boards.JournalBoards;
import dev.meetuppulse.web.http.Responder;
import io.javalin.config.RoutesConfig;

/** The routes of the JSON API. */
public final class Api implements AutoCloseable {
  public static final String PREFIX = "/api/v1";

  private final BoardReader reader;
  private final JournalBoards journals;
  private final Catalogs catalogs;
  private final Boards boards;
  private final LiveRoute live;
  private final BoardRoute board;
  private final HistoryRoute history;
  private final TrendsRoute trends;
  private final StatusRoute status;

  /** Connects to Redis when first asked. */
  public Api(Settings settings) {
    reader = new BoardReader(settings, RedisConnections.SHORT_TIMEOUT);
    journals = new JournalBoards(settings);
    catalogs = new Catalogs(reader, settings);
    boards = new Boards(reader, journals);
    live = new LiveRoute(catalogs, boards);
    board = new BoardRoute(catalogs, boards);
    history = new HistoryRoute(catalogs, new Histories(reader, journals, boards));
    trends = new TrendsRoute(reader);
    status = new StatusRoute(reader);
  }

  public void add(RoutesConfig routes) {
    Responder.serve(routes, PREFIX + "/boards/{dimension}/{window}", board);
    Responder.serve(routes, PREFIX + "/live/{window}", live);
    Responder.serve(routes, PREFIX + "/history/{window}", history);
    Responder.serve(routes, PREFIX + "/trends", trends);
    Responder.serve(routes, PREFIX + "/status", status);
    Responder.serve(routes, PREFIX + "/openapi.json", new OpenApiRoute(catalogs));
  }

  /** The catalog of the boards that can be asked for. */
  public Catalogs catalogs() {
    return catalogs;
  }

  public Boards boards() {
    return boards;
  }

  public TrendsRoute trends() {
    return trends;
  }

  @Override
  public void close() {
    journals.close();
    reader.close();
  }
}
