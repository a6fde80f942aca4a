package dev.meetuppulse.web.health;

import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.BoardReader;
import dev.meetuppulse.web.boards.StatusView;
import dev.meetuppulse.web.http.Responder;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Serves {@code /healthz}, a 200 while the process answers, and {@code /readyz}, a 200 while all
 * parts are well, else a 503; both JSON, within a second.
 */
public final class HealthRoutes implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(700);

  private final BoardReader reader;
  private final HealthProbe probe;

  private record Ready(boolean ready, List<Finding> checks) {}

  /** Connects to Redis when first asked. */
  public HealthRoutes(Settings settings) {
    reader = new BoardReader(settings);
    probe =
        new HealthProbe(
            () -> examine(reader, System.currentTimeMillis()),
            PATIENCE,
            Readiness.withoutRedis(
                "Redis at "
                    + settings.text(Setting.REDIS_URL)
                    + " has not answered within "
                    + PATIENCE.toMillis()
                    + " ms; check that it runs and is not overloaded"));
  }

  /**
   * All parts, by what Redis holds.
   *
   * @param now the wall clock, ms since the epoch
   */
  public static List<Finding> examine(BoardReader reader, long now) {
    try {
      StatusView status = StatusView.of(reader, reader.read(List.of(), ""), now);
      return Readiness.of(status, reader.stamps(), now);
    } catch (StoreException e) {
      return Readiness.withoutRedis(e.getMessage());
    }
  }

  public void add(RoutesConfig routes) {
    routes.get("/healthz", HealthRoutes::liveness);
    routes.head("/healthz", HealthRoutes::liveness);
    routes.get("/readyz", this::readiness);
    routes.head("/readyz", this::readiness);
  }

  private static void liveness(Context context) {
    Responder.answer(context, HttpStatus.OK, Map.of("alive", true));
  }

  private void readiness(Context context) throws Exception {
    List<Finding> findings = probe.findings();
    boolean ready = findings.stream().allMatch(Finding::isOk);
    Responder.answer(
        context,
        ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE,
        new Ready(ready, findings));
  }

  @Override
  public void close() {
    probe.close();
    reader.close();
  }
}
