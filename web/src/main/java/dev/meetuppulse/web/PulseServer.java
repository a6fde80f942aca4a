package dev.meetuppulse.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.board.Selection;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.BoardReader;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.util.JavalinBindException;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the page and the API. Reads Redis when asked, so it starts whether Redis is up or not. */
public final class PulseServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PulseServer.class);
  private static final int MOST_THREADS = 32;
  private static final String PREFIX = "/api/v1";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String ASK_EACH_TIME = "no-cache";

  private final String host;
  private final int port;
  private final BoardReader reader;
  private final FilteredBoards filtered;
  private final Javalin server;

  public PulseServer(Settings settings) {
    this.host = settings.text(Setting.WEB_HOST);
    this.port = settings.integer(Setting.WEB_PORT);
    this.reader = new BoardReader(settings);
    this.filtered = new FilteredBoards(settings);
    Query query = new Query(settings);
    Boards boards = new Boards(reader, filtered, query.dimensions());
    this.server = Javalin.create(config -> configure(config, settings, query, boards));
  }

  /**
   * Starts listening.
   *
   * @throws IllegalStateException saying what to do if the port is taken
   */
  public PulseServer start() {
    try {
      server.start(host, port);
    } catch (JavalinBindException e) {
      throw new IllegalStateException(
          "port "
              + port
              + " on "
              + host
              + " is taken; choose another with web.port, or 0 for any free one",
          e);
    }
    return this;
  }

  /** The port it listens on, once started. */
  public int port() {
    return server.port();
  }

  /** The API's routes, without its prefix. */
  List<String> apiPaths() {
    return server.unsafe.internalRouter.allHttpHandlers().stream()
        .map(handler -> handler.endpoint.path)
        .filter(path -> path.startsWith(PREFIX))
        .map(path -> path.substring(PREFIX.length()))
        .distinct()
        .toList();
  }

  @Override
  public void close() {
    server.stop();
    filtered.close();
    reader.close();
  }

  private void configure(JavalinConfig config, Settings settings, Query query, Boards boards) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.prefer405over404 = true;
    config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, 4);
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    settings
        .optional(Setting.WEB_CORS)
        .ifPresent(
            origin ->
                config.bundledPlugins.enableCors(
                    cors ->
                        cors.addRule(
                            rule -> {
                              rule.path = PREFIX + "/*";
                              rule.allowHost(origin);
                              rule.exposeHeader("ETag");
                            })));
    new Safety(
            host,
            settings.optional(Setting.WEB_NAMES).isPresent()
                ? settings.list(Setting.WEB_NAMES)
                : List.of())
        .apply(config.routes);
    api(config.routes, query, boards);
    page(config.routes, query, boards);
    errors(config.routes);
  }

  private void api(RoutesConfig routes, Query query, Boards boards) {
    Answer description = Description.of(query);
    serve(routes, PREFIX + "/openapi.json", context -> send(context, description));
    Histories histories = new Histories(reader, filtered, query.dimensions());
    serve(
        routes,
        PREFIX + "/boards/{dimension}/{window}",
        context -> {
          query.only(context, Query.OF_BOARDS);
          var dimension = query.dimension(context);
          String window = query.window(context);
          int rows = query.rows(context, query.mostRows());
          Long at = query.at(context);
          Selection selection = query.selection(context, window, at != null);
          send(
              context,
              selection != null
                  ? boards.selected(dimension, window, rows, selection, at)
                  : at == null
                      ? boards.board(dimension, window, rows)
                      : boards.past(dimension, window, rows, at));
        });
    serve(
        routes,
        PREFIX + "/live/{window}",
        context -> {
          query.only(context, Query.OF_BOARDS);
          String window = query.window(context);
          int rows = query.rows(context, Query.DEFAULT_ROWS);
          Long at = query.at(context);
          Selection selection = query.selection(context, window, at != null);
          send(
              context,
              orError(
                  () ->
                      selection != null
                          ? boards.selected(window, rows, selection, at)
                          : at == null
                              ? boards.live(window, rows)
                              : boards.past(window, rows, at)));
        });
    serve(
        routes,
        PREFIX + "/history/{window}",
        context -> {
          query.only(context, Query.OF_HISTORY);
          String window = query.window(context);
          int rows = query.rows(context, Query.DEFAULT_ROWS);
          Selection selection = query.selection(context, window, true);
          send(context, orError(() -> histories.history(window, rows, selection)));
        });
    serve(
        routes,
        PREFIX + "/trends",
        context -> {
          query.only(context);
          send(context, orError(boards::trends));
        });
    serve(
        routes,
        PREFIX + "/status",
        context -> {
          query.only(context);
          send(context, boards.status(query.windows().get(0)));
        });
  }

  /**
   * What pages poll says in itself that Redis is down: a browser writes every 503 to its console.
   */
  static Answer orError(Supplier<Answer> answer) {
    try {
      return answer.get();
    } catch (StoreException e) {
      ObjectNode nothing = JsonNodeFactory.instance.objectNode();
      nothing.set("error", Failure.of(e));
      return Answer.json(nothing.toString());
    }
  }

  private static void page(RoutesConfig routes, Query query, Boards boards) {
    Assets assets = new Assets();
    Page page = new Page(assets, query, boards);
    serve(
        routes,
        "/",
        context ->
            send(
                context,
                page.html(
                    query.pageWindow(context),
                    query.pageRows(context),
                    query.pageSelection(context))));
    serve(
        routes,
        "/assets/{version}/{name}",
        context -> {
          Answer file =
              assets
                  .file(context.pathParam("name"))
                  .filter(any -> context.pathParam("version").equals(assets.version()))
                  .orElseThrow(NotFoundResponse::new);
          send(context, file, FOR_EVER);
        });
  }

  private static void serve(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  private static void errors(RoutesConfig routes) {
    routes.exception(
        BadRequest.class,
        (e, context) -> fail(context, HttpStatus.BAD_REQUEST, "bad_request", e.getMessage()));
    routes.exception(
        StoreException.class,
        (e, context) -> fail(context, HttpStatus.SERVICE_UNAVAILABLE, Failure.of(e)));
    routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.error("{} {} failed", context.method(), context.path(), e);
          fail(
              context,
              HttpStatus.INTERNAL_SERVER_ERROR,
              "internal",
              "something went wrong here; the server's log says what");
        });
    routes.error(
        HttpStatus.NOT_FOUND,
        context ->
            fail(
                context,
                HttpStatus.NOT_FOUND,
                "not_found",
                "there is nothing here; the API is described at " + PREFIX + "/openapi.json"));
    routes.error(
        HttpStatus.METHOD_NOT_ALLOWED,
        context ->
            fail(
                context,
                HttpStatus.METHOD_NOT_ALLOWED,
                "read_only",
                "everything here is read only: GET or HEAD"));
  }

  private static void fail(Context context, HttpStatus status, String error, String message) {
    fail(context, status, Failure.of(error, message));
  }

  private static void fail(Context context, HttpStatus status, ObjectNode failure) {
    context
        .status(status)
        .header("Cache-Control", "no-store")
        .contentType("application/json; charset=utf-8")
        .result(failure.toString());
  }

  private static void send(Context context, Answer answer) {
    send(context, answer, ASK_EACH_TIME);
  }

  private static void send(Context context, Answer answer, String caching) {
    context.header("Cache-Control", caching).header("ETag", answer.tag());
    context.header("Vary", "Accept-Encoding");
    String known = context.header("If-None-Match");
    if (known != null && known.contains(answer.tag())) {
      context.status(HttpStatus.NOT_MODIFIED);
      return;
    }
    context.contentType(answer.type());
    String accepted = context.header("Accept-Encoding");
    if (accepted != null && accepted.contains("gzip")) {
      context.header("Content-Encoding", "gzip").result(answer.compressed());
    } else {
      context.result(answer.plain());
    }
  }
}
