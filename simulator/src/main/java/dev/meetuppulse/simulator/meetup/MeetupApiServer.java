package dev.meetuppulse.simulator.meetup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.window.Window;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves the double over HTTP: {@code POST /oauth2/access} and {@code POST /gql-ext} as Meetup
 * does, and {@code GET /simulator/truth} and {@code /simulator/status} for checks.
 */
public final class MeetupApiServer implements AutoCloseable {
  /** Urlname of the one network there is. */
  public static final String NETWORK = Resolvers.NETWORK;

  private static final int MAX_THREADS = 16;
  private static final int MIN_THREADS = 4;
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int DEFAULT_ROWS = 50;

  private final ApiOptions options;
  private final WorldClock clock;
  private final ApiEngine engine;
  private final PointsLimiter limiter;
  private final TokenDesk tokens;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Javalin server;

  /**
   * @param key that the client's assertions must be signed with
   */
  public MeetupApiServer(ApiOptions options, RSAPublicKey key) {
    this.options = options;
    this.clock = new WorldClock(options.pace(), System::nanoTime, System.currentTimeMillis());
    this.engine = new ApiEngine(options);
    this.limiter =
        new PointsLimiter(options.points(), options.seed(), options.has(ApiFault.THROTTLE));
    this.tokens = new TokenDesk(key, options.has(ApiFault.TOKENS), options.seed());
    this.server = Javalin.create(this::configure);
  }

  /**
   * Starts to listen.
   *
   * @throws io.javalin.util.JavalinBindException if the port is taken
   */
  public MeetupApiServer start(String host, int port) {
    server.start(host, port);
    return this;
  }

  public int port() {
    return server.port();
  }

  /** Urlnames of the groups. */
  public List<String> groups() {
    return engine.groups();
  }

  /** True once no RSVP will come or change any more. */
  public boolean isOver() {
    return clock.now() >= options.pace().end();
  }

  /**
   * The boards that a reader of all there is must show, in the form of {@code pulse count --json}.
   *
   * @param countries that count, in lower case; empty for all
   * @param top rows of a board at most
   */
  public ObjectNode truth(Set<String> countries, int top) {
    return engine.truth(countries, null, Settings.defaults().windows(), top, clock.now());
  }

  /** The time of the world, and what its clients used. */
  public ObjectNode status() {
    long now = clock.now();
    ObjectNode status = mapper.createObjectNode();
    status.put("now", Instant.ofEpochMilli(now).toString());
    status.put("over", isOver());
    status.put("upcomingEvents", engine.upcoming(now));
    status.put("tokens", tokens.handedOut());
    status.set("points", mapper.valueToTree(limiter.use()));
    return status;
  }

  @Override
  public void close() {
    server.stop();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = MAX_BODY_BYTES;
    config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    new ApiRoutes(clock, engine, limiter, tokens, new FaultInjector(options)).addTo(config.routes);
    config.routes.get("/simulator/truth", this::truth);
    config.routes.get("/simulator/status", context -> context.json(status()));
  }

  /** The boards, with the parameters that docs/MEETUP.md lists. */
  private void truth(Context context) {
    String countries = context.queryParamAsClass("countries", String.class).getOrDefault("us");
    String windows = context.queryParam("windows");
    context.json(
        engine.truth(
            countries.equals("all") ? Set.of() : Set.of(countries.split(",")),
            context.queryParamAsClass("clock", Long.class).getOrNull(),
            windows == null ? Settings.defaults().windows() : Window.parseList(windows),
            context.queryParamAsClass("top", Integer.class).getOrDefault(DEFAULT_ROWS),
            clock.now()));
  }
}
