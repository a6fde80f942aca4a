package dev.meetuppulse.simulator.meetup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** The HTTP routes of the mock API, which answer as Meetup does: tokens, and queries. */
final class ApiRoutes {
  private final WorldClock clock;
  private final ApiEngine engine;
  private final PointsLimiter limiter;
  private final TokenDesk tokens;
  private final FaultInjector faults;
  private final ObjectMapper mapper = new ObjectMapper();

  ApiRoutes(
      WorldClock clock,
      ApiEngine engine,
      PointsLimiter limiter,
      TokenDesk tokens,
      FaultInjector faults) {
    this.clock = clock;
    this.engine = engine;
    this.limiter = limiter;
    this.tokens = tokens;
    this.faults = faults;
  }

  void addTo(RoutesConfig routes) {
    // A server sends its time with every answer; this one's is the world's.
    routes.before(context -> setDate(context, clock.now()));
    routes.post("/oauth2/access", this::access);
    routes.post("/gql-ext", this::query);
  }

  private static void setDate(Context context, long time) {
    context.header(
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC)));
  }

  private void access(Context context) throws JsonProcessingException {
    clock.begin();
    Map<String, String> form = new HashMap<>();
    context.formParamMap().forEach((name, values) -> form.put(name, values.get(0)));
    if (faults.answersWithAPage("refresh_token".equals(form.get("grant_type")))) {
      context.status(HttpStatus.FORBIDDEN).html("<html>Maintenance</html>");
      return;
    }
    ObjectNode answer = mapper.createObjectNode();
    try {
      TokenDesk.Grant grant = tokens.grant(form, clock.now());
      answer.put("access_token", grant.accessToken());
      answer.put("refresh_token", grant.refreshToken());
      answer.put("expires_in", TokenDesk.LIFE_SECONDS);
      answer.put("token_type", "bearer");
    } catch (TokenDesk.Refused e) {
      context.status(HttpStatus.BAD_REQUEST);
      answer.put("error", e.getMessage());
    }
    context.contentType("application/json").result(mapper.writeValueAsBytes(answer));
  }

  private void query(Context context) throws IOException, InterruptedException {
    String authorization = String.valueOf(context.header("Authorization"));
    if (!tokens.isGood(authorization.replaceFirst("^Bearer ", ""), clock.now())) {
      context
          .status(HttpStatus.UNAUTHORIZED)
          .result("{\"errors\":[{\"message\":\"Unauthorized\"}]}");
      return;
    }
    boolean cut = faults.cuts();
    boolean within = cut && faults.cutsWithin();
    if (cut && !within) {
      hangUp(context);
      return;
    }
    Thread.sleep(clock.real(faults.slowness()));
    answer(context, within);
  }

  private void answer(Context context, boolean within) throws IOException {
    JsonNode body = mapper.readTree(context.bodyAsBytes());
    String query = body.path("query").asText();
    Map<String, Object> variables =
        body.path("variables").isObject()
            ? mapper.convertValue(body.get("variables"), new TypeReference<>() {})
            : Map.of();
    long now = clock.now();
    context.contentType("application/json");
    setDate(context, now + faults.dateError());
    switch (limiter.request(ApiEngine.cost(query, variables), now)) {
      case TAKEN -> {
        Optional<Map<String, Object>> answer = engine.execute(query, variables, now);
        if (answer.isPresent()) {
          send(context, mapper.writeValueAsBytes(answer.get()), within);
        } else {
          context.status(HttpStatus.INTERNAL_SERVER_ERROR);
        }
      }
      // It is short, and comes whole: who has not read it can't keep to it.
      case RATE_LIMITED -> send(context, rateLimited(now), false);
      case TOO_MANY_REQUESTS -> {
        context.status(HttpStatus.TOO_MANY_REQUESTS);
        send(context, "Too Many Requests".getBytes(StandardCharsets.UTF_8), within);
      }
    }
  }

  private static void send(Context context, byte[] answer, boolean cutWithin) throws IOException {
    if (cutWithin && answer.length > 1) {
      context.res().setContentLength(answer.length);
      context.res().getOutputStream().write(answer, 0, answer.length / 2);
      context.res().flushBuffer();
      hangUp(context);
    } else {
      context.result(answer);
    }
  }

  private byte[] rateLimited(long now) throws JsonProcessingException {
    ObjectNode answer = mapper.createObjectNode();
    ObjectNode error = answer.putArray("errors").addObject();
    error.put("message", "Too many requests, please try again shortly.");
    error
        .putObject("extensions")
        .put("code", "RATE_LIMITED")
        .put("consumedPoints", limiter.use().budget())
        .put("resetAt", Instant.ofEpochMilli(limiter.resetAt(now)).toString());
    return mapper.writeValueAsBytes(answer);
  }

  private static void hangUp(Context context) {
    ServletContextRequest.getServletContextRequest(context.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }
}
