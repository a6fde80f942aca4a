package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.source.Trouble;
import dev.meetuppulse.feed.BackOff;
import dev.meetuppulse.feed.EnvironmentProxies;
import dev.meetuppulse.feed.FeedException;
import dev.meetuppulse.feed.JsonTrees;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;
import okhttp3.MediaType;
import okhttp3.RequestBody;

/**
 * Asks queries until they are answered: within the budget, with a good token, again after a pause
 * when the service is away or throttles. For one thread.
 */
final class MeetupApi implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int MARGIN_MILLIS = 2_000;
  private static final int JITTER_MILLIS = 2_000;

  private final URI uri;
  private final String through;
  private final ServerClock clock;
  private final PointBudget budget;
  private final Notices notices;
  private final Http http;
  private final Tokens tokens;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final BackOff backOff = new BackOff(FIRST_PAUSE, LONGEST_PAUSE);
  private boolean tokenWasRefused;
  private boolean hasWorked;
  private long lastResponse;

  /** A query that reached the service got no usable response; the query may be the reason. */
  private static final class NoResponseException extends IOException {
    NoResponseException(String message) {
      super(message);
    }
  }

  /**
   * @throws FeedException if the settings name no usable key, or the environment no usable proxy
   */
  MeetupApi(
      MeetupOptions options,
      EnvironmentProxies proxies,
      ServerClock clock,
      PointBudget budget,
      Notices notices) {
    this.uri = URI.create(options.settings().text(Setting.MEETUP_URL));
    this.through = proxies.through(uri);
    this.clock = clock;
    this.budget = budget;
    this.notices = notices;
    this.http = new Http(clock, proxies);
    this.tokens = new Tokens(options, http, clock, notices);
  }

  /**
   * Gets a token, and with it a first date for the clock, before anything is asked.
   *
   * @throws FeedException if the settings lead to none
   * @throws StoppedException if it is closed meanwhile
   */
  void connect() throws InterruptedException {
    for (boolean connected = false; !connected; ) {
      try {
        tokens.access();
        connected = true;
      } catch (IOException e) {
        pauseAfter(e);
      }
    }
    backOff.reset();
  }

  /**
   * Sends the query until there is a response. While the service can't be reached, gives no token
   * or throttles, that says nothing about the query, and there is no end to it.
   *
   * @param most how often the query may reach the service without being answered
   * @return its {@code data}; null where the service had no value
   * @throws UnansweredException if it is not answered that often
   * @throws FeedException if it refuses the query, the token or the settings
   * @throws StoppedException if it is closed meanwhile
   */
  JsonNode ask(Query query, int most) throws InterruptedException, UnansweredException {
    for (int unanswered = 0; ; ) {
      try {
        JsonNode data = tryOnce(query);
        hasWorked = true;
        lastResponse = clock.now();
        backOff.reset();
        return data;
      } catch (IOException e) {
        pauseAfter(e);
        if (e instanceof NoResponseException && ++unanswered >= most) {
          throw new UnansweredException(Trouble.firstLine(e));
        }
      }
    }
  }

  /** When a query was last answered, ms since the epoch; 0 for never. */
  long lastResponse() {
    return lastResponse;
  }

  private void pauseAfter(IOException e) throws InterruptedException {
    if (clock.isClosed()) {
      throw new StoppedException();
    }
    long pause = backOff.next().toMillis();
    notices.say(
        String.format(
            "%s: %s%s; retrying in %.1f s",
            uri.getHost(), Trouble.firstLine(e), through, pause / 1e3));
    clock.sleep(pause);
  }

  @Override
  public void close() {
    http.close();
  }

  private JsonNode tryOnce(Query query) throws IOException, InterruptedException {
    while (true) {
      awaitPoints(query);
      String token = tokens.access();
      Http.HttpResponse response = post(query, token);
      if (response.status() != 401) {
        tokenWasRefused = false;
        return data(response, query);
      }
      if (tokenWasRefused) {
        throw new FeedException(
            "Meetup refuses a token that it has just given (401); check that the member of "
                + Setting.MEETUP_MEMBER.key()
                + " has a Pro subscription and has authorized the OAuth client");
      }
      tokenWasRefused = true;
      tokens.forget();
    }
  }

  private void awaitPoints(Query query) throws InterruptedException {
    long wait;
    while ((wait = budget.waitFor(query.points(), clock.ticks())) > 0) {
      clock.sleep(wait);
    }
  }

  private Http.HttpResponse post(Query query, String token) throws IOException {
    RequestBody body = RequestBody.create(body(query), JSON);
    PointBudget.Request spent = budget.spend(query.points(), clock.ticks());
    try {
      return http.post(uri, body, "Bearer " + token);
    } catch (ConnectException | UnknownHostException | NoRouteToHostException | SSLException e) {
      // The query went nowhere.
      throw e;
    } catch (IOException e) {
      throw new NoResponseException(Trouble.firstLine(e));
    } finally {
      spent.answered(clock.ticks());
    }
  }

  private static byte[] body(Query query) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    return JsonTrees.write(body.put("query", query.text()).putPOJO("variables", query.variables()));
  }

  private JsonNode data(Http.HttpResponse response, Query query) throws IOException {
    int status = response.status();
    JsonNode json = response.json();
    Optional<Long> pause = Throttling.pause(response, json);
    if (pause.isPresent()) {
      // The server's time has whole seconds; and other clients may be waiting for the same moment.
      long margin = MARGIN_MILLIS + random.nextInt(JITTER_MILLIS);
      budget.refused(clock.ticks() + pause.get() + margin, clock.ticks());
      throw new IOException(
          status == 200
              ? "the points are used up (RATE_LIMITED)"
              : "too many requests (" + status + ")");
    }
    if (status == 200 || status == 400) {
      takeErrors(json, query);
    }
    if (status != 200) {
      if (!hasWorked && status >= 300 && status < 500) {
        throw new FeedException(
            uri.getHost() + " answers " + status + "; check " + Setting.MEETUP_URL.key());
      }
      throw new NoResponseException("the service answers " + status);
    }
    if (!json.path("data").isObject()) {
      throw new NoResponseException(
          json.isMissingNode() ? "a response that is not JSON" : "a response without data");
    }
    return json.get("data");
  }

  private void takeErrors(JsonNode json, Query query) {
    for (JsonNode error : json.path("errors")) {
      Optional<FeedException> change = SchemaChange.in(error, query);
      if (change.isPresent()) {
        throw change.get();
      }
      notices.saySimilarOnce("Meetup says: " + error.path("message").asText());
    }
  }
}
