package dev.meetuppulse.simulator.meetup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.window.Window;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves the double over HTTP: {@code POST /oauth2/access} and {@code POST /gql-ext} as Meetup
 * does, and {@code GET /simulator/truth} and {@code /simulator/status} for those who judge.
 */
public final class MeetupApiServer implements AutoCloseable {
  /** Urlname of the one network there is. */
  public static final String NETWORK = Resolvers.NETWORK;

  private static final int MOST_THREADS = 16;
  private static final int MOST_BODY_BYTES = 1 << 20;

  private final ApiOptions options;
  private final WorldClock clock;
  private final ApiEngine engine;
  private final PointsLimiter limiter;
  private final TokenDesk tokens;
  private final Mischief mischief;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Javalin server;

  /**
   * @param key that the client's assertions must be signed with
   */
  public MeetupApiServer(ApiOptions options, RSAPublicKey key) {
    this.options = options;
    this.clock = new WorldClock(options.pace(), System::nanoTime);
    this.engine = new ApiEngine(options);
    this.limiter = new PointsLimiter(options.points(), options.seed(), options.has(Fault.THROTTLE));
    this.tokens = new TokenDesk(key, options.has(Fault.TOKENS), options.seed());
    this.mischief = new Mischief(options);
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
   * The boards that a reader of all there is must show.
   *
   * @param countries that count, in lower case; empty for all
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
    config.http.maxRequestSize = MOST_BODY_BYTES;
    config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, 4);
    config.routes.before(this::tellTime);
    config.routes.post("/oauth2/access", this::access);
    config.routes.post("/gql-ext", this::query);
    config.routes.get("/simulator/truth", this::truth);
    config.routes.get("/simulator/status", context -> context.json(status()));
  }

  /** A server tells its time with every answer; this one's is the world's. */
  private void tellTime(Context context) {
    context.header(
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.ofEpochMilli(clock.now()).atOffset(ZoneOffset.UTC)));
  }

  private void access(Context context) throws JsonProcessingException {
    clock.begin();
    Map<String, String> form = new HashMap<>();
    context.formParamMap().forEach((name, values) -> form.put(name, values.get(0)));
    ObjectNode answer = mapper.createObjectNode();
    try {
      TokenDesk.Grant grant = tokens.grant(form, clock.now());
      answer.put("access_token", grant.accessToken());
      answer.put("refresh_token", grant.refreshToken());
      answer.put("expires_in", TokenDesk.LIFE_SECONDS);
      answer.put("token_type", "bearer");
    } catch (TokenDesk.Refused e) {
      context.status(400);
      answer.put("error", e.getMessage());
    }
    context.contentType("application/json").result(mapper.writeValueAsBytes(answer));
  }

  private void query(Context context) throws IOException, InterruptedException {
    String authorization = String.valueOf(context.header("Authorization"));
    if (!tokens.isGood(authorization.replaceFirst("^Bearer ", ""), clock.now())) {
      context.status(401).result("{\"errors\":[{\"message\":\"Unauthorized\"}]}");
      return;
    }
    boolean cut = mischief.cuts();
    boolean within = cut && mischief.cutsWithin();
    if (cut && !within) {
      hangUp(context);
      return;
    }
    Thread.sleep(clock.real(mischief.slowness()));
    byte[] answer = answer(context);
    if (within && answer.length > 2) {
      context.res().setContentLength(answer.length);
      context.res().getOutputStream().write(answer, 0, answer.length / 2);
      context.res().flushBuffer();
      hangUp(context);
      return;
    }
    context.contentType("application/json").result(answer);
  }

  private byte[] answer(Context context) throws IOException {
    JsonNode body = mapper.readTree(context.bodyAsBytes());
    String query = body.path("query").asText();
    Map<String, Object> variables =
        body.path("variables").isObject()
            ? mapper.convertValue(
                body.get("variables"),
                mapper.getTypeFactory().constructMapType(HashMap.class, String.class, Object.class))
            : Map.of();
    long now = clock.now();
    return switch (limiter.request(ApiEngine.cost(query, variables), now)) {
      case TAKEN -> mapper.writeValueAsBytes(engine.execute(query, variables, now));
      case RATE_LIMITED -> rateLimited(now);
      case TOO_MANY_REQUESTS -> {
        context.status(429);
        yield "Too Many Requests".getBytes(StandardCharsets.UTF_8);
      }
    };
  }

  private byte[] rateLimited(long now) throws JsonProcessingException {
    ObjectNode answer = mapper.createObjectNode();
    ObjectNode error = answer.putArray("errors").addObject();
    error.put("message", "Too many requests, please try again shortly.");
    error
        .putObject("extensions")
        .put("code", "RATE_LIMITED")
        .put("consumedPoints", options.points())
        .put("resetAt", Instant.ofEpochMilli(limiter.resetAt(now)).toString());
    return mapper.writeValueAsBytes(answer);
  }

  private void truth(Context context) {
    String countries = context.queryParamAsClass("countries", String.class).getOrDefault("us");
    String windows = context.queryParam("windows");
    int top = context.queryParamAsClass("top", Integer.class).getOrDefault(50);
    Long at = context.queryParamAsClass("clock", Long.class).getOrNull();
    context.json(
        engine.truth(
            countries.equals("all") ? Set.of() : Set.of(countries.split(",")),
            at,
            windows == null ? Settings.defaults().windows() : Window.parseList(windows),
            top,
            clock.now()));
  }

  /** Cuts the connection without a word. */
  private static void hangUp(Context context) {
    ServletContextRequest.getServletContextRequest(context.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }
}
