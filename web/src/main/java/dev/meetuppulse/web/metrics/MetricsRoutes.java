package dev.meetuppulse.web.metrics;

import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.BoardReader;
import dev.meetuppulse.redis.WorkerMetrics;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Times every request, and serves {@code /metrics}. */
public final class MetricsRoutes implements AutoCloseable {
  private static final String PATH = "/metrics";
  private static final String STARTED = "metrics.started";
  private static final String NO_ROUTE = "none";

  private final BoardReader reader;
  private final WebMetrics metrics;

  /** Connects to Redis when first asked. */
  public MetricsRoutes(Settings settings) {
    reader = new BoardReader(settings);
    metrics =
        new WebMetrics(
            () -> reader.read(List.of(), "").status(),
            new WorkerMetrics(settings),
            Clock.systemUTC());
  }

  public void add(RoutesConfig routes) {
    routes.before(context -> context.attribute(STARTED, System.nanoTime()));
    routes.after(this::answered);
    routes.get(
        PATH,
        context ->
            context
                .contentType(WebMetrics.CONTENT_TYPE)
                .header("Cache-Control", "no-store")
                .result(metrics.scrape()));
  }

  private void answered(Context context) {
    Long started = context.attribute(STARTED);
    if (started == null) {
      return;
    }
    double seconds = (System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1);
    metrics.answered(route(context), context.statusCode(), seconds);
  }

  /** The pattern that was matched: paths that clients invent must not become labels. */
  private static String route(Context context) {
    var endpoint = context.endpoints().lastHttpEndpoint();
    return endpoint == null ? NO_ROUTE : endpoint.path;
  }

  @Override
  public void close() {
    metrics.close();
    reader.close();
  }
}
