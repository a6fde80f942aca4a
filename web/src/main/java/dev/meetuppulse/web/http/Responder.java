package dev.meetuppulse.web.http;

import dev.meetuppulse.core.threads.DaemonThreads;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.http.QuotedQualityCSV;

/**
 * Answers GET and HEAD with payloads. Javalin compares the ETag and answers 304; compression is the
 * payload's own, because Javalin's would be done again for each client.
 */
public final class Responder {
  static final String JSON = "application/json; charset=utf-8";

  private static final String REVALIDATE = "no-cache";

  /** Threads that compute answers; fewer than those that serve, so health never waits for them. */
  private static final int MAX_THREADS = 24;

  private static final ThreadPoolExecutor ANSWERING =
      new ThreadPoolExecutor(
          MAX_THREADS,
          MAX_THREADS,
          1,
          TimeUnit.MINUTES,
          new LinkedBlockingQueue<>(),
          DaemonThreads.named("answer"));

  static {
    ANSWERING.allowCoreThreadTimeOut(true);
  }

  private Responder() {}

  /** Serves a path; clients may cache an answer, but revalidate it each time. */
  public static void serve(RoutesConfig routes, String path, Function<Context, Payload> route) {
    serve(routes, path, REVALIDATE, route);
  }

  /** Serves a path with this {@code Cache-Control}. */
  public static void serve(
      RoutesConfig routes, String path, String caching, Function<Context, Payload> route) {
    Handler handler =
        context ->
            context.future(
                () ->
                    CompletableFuture.supplyAsync(() -> route.apply(context), ANSWERING)
                        .thenAccept(payload -> send(context, payload, caching)));
    routes.get(path, handler);
    routes.head(path, handler);
  }

  /** Sends JSON that must not be cached. */
  public static void answer(Context context, HttpStatus status, Object body) {
    context
        .status(status)
        .header("Cache-Control", "no-store")
        .contentType(JSON)
        .result(Json.text(body));
  }

  private static void send(Context context, Payload payload, String caching) {
    context
        .contentType(payload.type())
        .header("Cache-Control", caching)
        .header("ETag", payload.tag())
        .header("Vary", "Accept-Encoding");
    if (acceptsGzip(context.header("Accept-Encoding"))) {
      context.header("Content-Encoding", "gzip").result(payload.compressed());
    } else {
      context.result(payload.plain());
    }
  }

  /** True if gzip is named, and not with a quality of 0. */
  private static boolean acceptsGzip(String header) {
    if (header == null) {
      return false;
    }
    QuotedQualityCSV accepted = new QuotedQualityCSV();
    accepted.addValue(header.toLowerCase(Locale.ROOT));
    List<String> encodings = accepted.getValues();
    return encodings.contains("gzip") || encodings.contains("x-gzip");
  }
}
