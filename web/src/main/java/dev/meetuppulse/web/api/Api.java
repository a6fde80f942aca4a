package dev.meetuppulse.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.journal.StoreRefusedException;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.BoardReader;
import dev.meetuppulse.redis.RedisConnections;
import dev.meetuppulse.web.boards.BoardQuery;
import dev.meetuppulse.web.boards.BoardQueryParser;
import dev.meetuppulse.web.boards.Boards;
import dev.meetuppulse.web.boards.Catalog;
import dev.meetuppulse.web.boards.Catalogs;
import dev.meetuppulse.web.boards.Histories;
import dev.meetuppulse.web.boards.JournalBoards;
import dev.meetuppulse.web.boards.SharedCache;
import dev.meetuppulse.web.boards.StatusView;
import dev.meetuppulse.web.http.Json;
import dev.meetuppulse.web.http.Payload;
import dev.meetuppulse.web.http.QueryParameters;
import dev.meetuppulse.web.http.Resources;
import dev.meetuppulse.web.http.Responder;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The JSON API, with a method for each route. A response is created once for all clients. */
public final class Api implements AutoCloseable {
  public static final String PREFIX = "/api/v1";

  private static final String DOCUMENT = Resources.text("openapi.json");
  private static final Duration HISTORY_FRESH = Duration.ofSeconds(5);
  private static final Duration TRENDS_FRESH = Duration.ofMillis(200);

  /** Limit of the cached responses of one route, uncompressed. */
  private static final long MAX_BYTES = 16L << 20;

  private final BoardReader reader;
  private final JournalBoards journals;
  private final Catalogs catalogs;
  private final Boards boards;
  private final Histories histories;
  private final SharedCache<BoardQuery, Payload> boardAnswers = answers(Boards::freshFor);
  private final SharedCache<BoardQuery, Payload> liveAnswers = answers(Boards::freshFor);
  private final SharedCache<BoardQuery, Payload> historyAnswers = answers(any -> HISTORY_FRESH);
  private final SharedCache<String, Payload> trendsAnswers = answers(any -> TRENDS_FRESH);
  private final SharedCache<String, Payload> statusAnswers = answers(any -> Boards.PUBLISHED);

  /** Connects to Redis when first asked. */
  public Api(Settings settings) {
    reader = new BoardReader(settings, RedisConnections.SHORT_TIMEOUT);
    journals = new JournalBoards(settings);
    catalogs = new Catalogs(reader, settings);
    boards = new Boards(reader, journals);
    histories = new Histories(reader, journals, boards);
  }

  private static <K> SharedCache<K, Payload> answers(Function<K, Duration> freshFor) {
    return new SharedCache<>(freshFor, MAX_BYTES, payload -> payload.plain().length);
  }

  public void add(RoutesConfig routes) {
    Responder.serve(routes, PREFIX + "/boards/{dimension}/{window}", this::board);
    Responder.serve(routes, PREFIX + "/live/{window}", this::live);
    Responder.serve(routes, PREFIX + "/history/{window}", this::history);
    Responder.serve(routes, PREFIX + "/trends", this::trends);
    Responder.serve(routes, PREFIX + "/status", this::status);
    Responder.serve(routes, PREFIX + "/openapi.json", context -> document());
  }

  /** The catalog of the boards that can be asked for. */
  public Catalogs catalogs() {
    return catalogs;
  }

  public Boards boards() {
    return boards;
  }

  /** The current trends with their reasons; JSON null if none were published. */
  public Payload trends() {
    return ErrorBody.orElse(
        () -> trendsAnswers.get("", () -> Payload.jsonText(reader.trends().orElse("null"))));
  }

  private Payload trends(Context context) {
    QueryParameters.of(context).only(List.of());
    return trends();
  }

  private Payload board(Context context) {
    BoardQuery query = new BoardQueryParser(context, catalogs.current()).board();
    return boardAnswers.get(query, () -> Payload.json(boards.board(query)));
  }

  /** Status and every board, which the page polls. */
  private Payload live(Context context) {
    BoardQuery query = new BoardQueryParser(context, catalogs.current()).live();
    return ErrorBody.orElse(() -> liveAnswers.get(query, () -> Payload.json(boards.live(query))));
  }

  /** The last hour of the rows that are on the boards now. */
  private Payload history(Context context) {
    BoardQuery query = new BoardQueryParser(context, catalogs.current()).history();
    return ErrorBody.orElse(
        () -> historyAnswers.get(query, () -> Payload.json(histories.history(query))));
  }

  /** The progress of the count; null if nothing was published. */
  private Payload status(Context context) {
    QueryParameters.of(context).only(List.of());
    return statusAnswers.get("", this::status);
  }

  private Payload status() {
    StatusView view = StatusView.of(reader, reader.read(List.of(), ""), System.currentTimeMillis());
    if (view.refusal() != null) {
      if (!(view.status() instanceof ObjectNode status)) {
        throw new StoreRefusedException(view.refusal(), null);
      }
      status.put("refusal", view.refusal());
    }
    return Payload.json(view.status());
  }

  /** The API's description, with the windows, dimensions and rows there are. */
  private Payload document() {
    Catalog catalog = catalogs.current();
    JsonNode document = Json.tree(DOCUMENT);
    ArrayNode windows = (ArrayNode) document.at("/components/parameters/window/schema/enum");
    catalog.windowNames().forEach(windows::add);
    ArrayNode dimensions = (ArrayNode) document.at("/components/parameters/dimension/schema/enum");
    catalog.dimensionIds().forEach(dimensions::add);
    ObjectNode rows = (ObjectNode) document.at("/components/parameters/rows/schema");
    rows.put("maximum", catalog.mostRows());
    return Payload.json(document);
  }

  @Override
  public void close() {
    journals.close();
    reader.close();
  }
}
