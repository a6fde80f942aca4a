package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.feed.EnvironmentProxies;
import dev.meetuppulse.feed.FeedException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One query against a server that answers in every way there is. */
@Timeout(120)
class MeetupApiTest {
  private static final Query QUERY = QueryFile.LOOK.of(Map.of(), List.of(Map.of("id", "1")), 1);

  /** More than a test lets fail. */
  private static final int MAX_TRIES = 9;

  @TempDir private Path folder;

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final PointBudget budget = new PointBudget(500);
  private final ServerClock clock =
      new ServerClock(1_000, System::nanoTime, System.currentTimeMillis());
  private StubApi stub;

  @BeforeEach
  void start() throws Exception {
    stub = new StubApi(folder);
  }

  @AfterEach
  void stop() {
    stub.close();
    assertThat(String.join("\n", said)).doesNotContain("secret").doesNotContain("again-");
  }

  @Test
  void ask_data_withTheToken() throws Exception {
    assertThat(ask().has("n0")).isTrue();
    assertThat(stub.asked()).containsExactly("Bearer secret-1");
    assertThat(stub.tokenForms().get(0))
        .startsWith(
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=ey");
  }

  @Test
  void ask_tokenRefused_refreshedOnce() throws Exception {
    stub.reply(401, "");

    assertThat(ask().has("n0")).isTrue();
    assertThat(stub.asked()).containsExactly("Bearer secret-1", "Bearer secret-2");
    assertThat(stub.tokenForms().get(1))
        .contains("grant_type=refresh_token")
        .contains("refresh_token=again-1")
        .contains("client_secret=");
  }

  @Test
  void ask_refreshRefused_newAssertion() throws Exception {
    stub.reply(401, "");
    try (MeetupApi api = api(stub.options())) {
      api.ask(QUERY, MAX_TRIES);
      stub.reply(401, "").tokenReply(400, "{\"error\":\"invalid_grant\"}");
      api.ask(QUERY, MAX_TRIES);
    }

    assertThat(stub.tokenForms()).hasSize(4);
    assertThat(stub.tokenForms().get(3)).contains("assertion=");
  }

  @Test
  void ask_noSecret_newAssertion() throws Exception {
    stub.reply(401, "");
    MeetupOptions options = stub.options();
    MeetupOptions without =
        MeetupOptions.of(
            options.settings().with(Map.of(Setting.MEETUP_CLIENT_SECRET_FILE, "")),
            options.targets());
    try (MeetupApi api = api(without)) {
      assertThat(api.ask(QUERY, MAX_TRIES).has("n0")).isTrue();
    }
    assertThat(stub.tokenForms().get(1)).contains("assertion=");
  }

  @Test
  void ask_newTokenRefusedToo_oneLine() {
    stub.reply(401, "").reply(401, "");

    assertThatThrownBy(this::ask)
        .isInstanceOf(FeedException.class)
        .hasMessageStartingWith("Meetup refuses a token that it has just given (401); check ")
        .hasMessageNotContaining("secret-")
        .hasMessageNotContaining("\n");
  }

  @Test
  void ask_noTokenForTheseSettings_oneLine() {
    stub.tokenReply(400, "{\"error\":\"invalid_grant\",\"access_token\":\"\"}");

    assertThatThrownBy(this::ask)
        .isInstanceOf(FeedException.class)
        .hasMessage(
            "Meetup gives no token (400 invalid_grant); check meetup.client-key, meetup.member,"
                + " meetup.key-id and meetup.key-file");
  }

  /**
   * Our clock is years ahead: by the server's time the first assertion is invalid, but the next is
   * valid.
   */
  @ParameterizedTest
  @ValueSource(ints = {400, 401})
  void ask_clockIsWrong_askedAgainByTheServersTime_whichIsTakenThen(int status) throws Exception {
    Instant then = Instant.parse("2019-01-01T00:00:00Z");
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(then.atOffset(ZoneOffset.UTC));
    ServerClock ofLife = new ServerClock(1, System::nanoTime, System.currentTimeMillis());
    stub.tokenReply(status, "{\"error\":\"invalid_grant\"}", date);
    stub.tokenReply(200, "{\"access_token\":\"secret-2\"}", date);

    try (MeetupApi api = api(ofLife)) {
      assertThat(api.ask(QUERY, MAX_TRIES).has("n0")).isTrue();
    }

    assertThat(stub.tokenForms()).hasSize(2);
    assertThat(expiry(stub.tokenForms().get(1))).isEqualTo(then.plusSeconds(120));
    assertThat(Instant.ofEpochMilli(ofLife.now())).isBetween(then, then.plusSeconds(600));
  }

  /** The assertion was valid; the next one, made by that date, is refused too. */
  @Test
  void ask_tokenRefusedWithAWrongDate_oneLine_andTheClockStays() throws Exception {
    ServerClock ofLife = new ServerClock(1, System::nanoTime, System.currentTimeMillis());
    stub.tokenReply(400, "{\"error\":\"invalid_grant\"}", "Tue, 01 Jan 2019 00:00:00 GMT");
    stub.tokenReply(400, "{\"error\":\"invalid_grant\"}");

    try (MeetupApi api = api(ofLife)) {
      assertThatThrownBy(() -> api.ask(QUERY, MAX_TRIES))
          .isInstanceOf(FeedException.class)
          .hasMessageStartingWith("Meetup gives no token (400 invalid_grant)");
    }

    assertThat(stub.tokenForms()).hasSize(2);
    assertIsRight(ofLife);
  }

  @Test
  void ask_tokenServerAway_triedAgain() throws Exception {
    stub.tokenReply(503, "oops");

    assertThat(ask().has("n0")).isTrue();
    assertThat(said)
        .hasSize(1)
        .first()
        .asString()
        .contains("the token server answers 503; retrying");
  }

  /** A page of a proxy's or of maintenance says nothing about settings that have led to a token. */
  @Test
  void ask_tokenServerIsOdd_afterAToken_triedAgain() throws Exception {
    try (MeetupApi api = api(stub.options())) {
      api.ask(QUERY, MAX_TRIES);
      stub.reply(401, "");
      stub.tokenReply(404, "<html>").tokenReply(403, "<html>").tokenReply(200, "<html>");
      assertThat(api.ask(QUERY, MAX_TRIES).has("n0")).isTrue();

      stub.reply(401, "").tokenReply(400, "").tokenReply(400, "{'error':'x'}".replace('\'', '"'));
      assertThatThrownBy(() -> api.ask(QUERY, MAX_TRIES)).isInstanceOf(FeedException.class);
    }
    assertThat(said)
        .anyMatch(
            line -> line.contains("the token server answers 403 without a token; retrying in"));
  }

  @Test
  void ask_rateLimited_waitsAsLongAsRequested() throws Exception {
    long begun = clock.ticks();
    long reset = clock.now() + 50_000;
    stub.reply(
        200,
        "{\"errors\":[{\"message\":\"x\",\"extensions\":{\"code\":\"RATE_LIMITED\",\"resetAt\":\""
            + Instant.ofEpochMilli(reset)
            + "\"}}]}");

    assertThat(ask().has("n0")).isTrue();
    assertThat(clock.now()).isGreaterThanOrEqualTo(reset);
    assertThat(budget.limit(clock.ticks())).isLessThan(500);
    // Two seconds more, less those by which an answer's date may set the clock forward.
    assertThat(budget.waitFor(1, begun)).isGreaterThanOrEqualTo(50_000);
  }

  /** It would be waited for ten minutes, or not at all. */
  @ParameterizedTest
  @CsvSource({"0, 86400000", "0, -86400000", "86400000, 0", "-86400000, 0"})
  void ask_rateLimited_withAWrongClockOrDate_waitsAsLongAsRequested(long clockWrong, long dateWrong)
      throws Exception {
    // A date has whole seconds.
    long now = Instant.now().getEpochSecond() * 1_000;
    ServerClock ofLife = new ServerClock(1, System::nanoTime, now + clockWrong);
    String reset = Instant.ofEpochMilli(now + 50_000).toString();
    stub.reply(
        200,
        "{\"errors\":[{\"extensions\":{\"code\":\"RATE_LIMITED\",\"resetAt\":\"" + reset + "\"}}]}",
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.ofEpochMilli(now + dateWrong).atOffset(ZoneOffset.UTC)));
    try (MeetupApi api = api(ofLife)) {
      stopAfterNotice(api, ofLife);
    }

    assertThat(budget.waitFor(1, ofLife.ticks())).isBetween(30_000L, 54_000L);
  }

  @ParameterizedTest
  @CsvSource({"5, 7000", "300, 302000"})
  void ask_tooManyRequests_waitsAsLongAsItAsksFor(String retryAfter, long least) throws Exception {
    long before = clock.ticks();
    stub.reply(429, "Too Many Requests", "Retry-After", retryAfter);

    assertThat(ask().has("n0")).isTrue();
    assertThat(clock.ticks()).isGreaterThanOrEqualTo(before + least);
    assertThat(budget.waitFor(1, before)).isGreaterThanOrEqualTo(least);
  }

  @Test
  void ask_tooManyRequestsAndCut_waitsAMinuteAllTheSame() throws Exception {
    long before = clock.ticks();
    stub.replyCut(429);

    assertThat(ask().has("n0")).isTrue();
    assertThat(clock.ticks()).isGreaterThanOrEqualTo(before + 60_000);
    assertThat(budget.waitFor(1, before)).isGreaterThanOrEqualTo(60_000);
  }

  @Test
  void ask_cutOrBroken_triedAgain() throws Exception {
    stub.replyCut(200).reply(200, "<html>").reply(500, "").reply(200, "{\"data\":null}");

    assertThat(ask().has("n0")).isTrue();
    assertThat(stub.asked()).hasSize(5);
    assertThat(said).hasSize(4).allMatch(line -> line.startsWith("127.0.0.1: "));
  }

  @Test
  void ask_notAnsweredThatOften_reportsWhy() throws Exception {
    stub.reply(429, "").reply(500, "").reply(503, "");
    try (MeetupApi api = api(stub.options())) {
      assertThatThrownBy(() -> api.ask(QUERY, 2))
          .isInstanceOf(UnansweredException.class)
          .hasMessage("the service answers 503");
      assertThat(api.ask(QUERY, 1).has("n0")).isTrue();
      assertThat(api.lastResponse()).isPositive();
    }
  }

  @Test
  void ask_tokenServerAway_doesNotBlameTheQuery() throws Exception {
    stub.tokenReply(503, "").tokenReply(503, "");
    assertThat(ask(1).has("n0")).isTrue();
  }

  /** The budget would start again from nothing. */
  @Test
  void ask_wrongDatesThatAgree_leaveTheBudgetAsItIs() throws Exception {
    ServerClock ofLife = new ServerClock(1, System::nanoTime, System.currentTimeMillis());
    stub.reply(200, "{\"data\":{}}");
    stub.reply(200, "{\"data\":{}}", "Date", "Tue, 01 Jan 2069 00:00:00 GMT");
    stub.reply(200, "{\"data\":{}}", "Date", "Tue, 01 Jan 2069 00:00:00 GMT");
    try (MeetupApi api = api(ofLife)) {
      for (int i = 0; i < 4; i++) {
        api.ask(QUERY, 1);
      }
    }

    assertThat(Instant.ofEpochMilli(ofLife.now()))
        .isAfterOrEqualTo(Instant.parse("2069-01-01T00:00:00Z"));
    assertThat(budget.used(1)).isEqualTo(4);
  }

  @Test
  void ask_schemaHasChanged_reportedWithStatus400Too() throws Exception {
    String error =
        "{'errors':[{'message':'Field x','extensions':{'classification':'ValidationError'}}]}";
    try (MeetupApi api = api(stub.options())) {
      api.ask(QUERY, 1);
      stub.reply(400, error.replace('\'', '"'));
      assertThatThrownBy(() -> api.ask(QUERY, 1))
          .isInstanceOf(FeedException.class)
          .hasMessageStartingWith(
              "Meetup's schema has changed: it refuses a part of the query look");
    }
  }

  /** OkHttp would send it again by itself, which no one has counted. */
  @Test
  void ask_503WithRetryAfter0_sentOnce() throws Exception {
    stub.reply(503, "", "Retry-After", "0");
    assertThatThrownBy(() -> ask(1)).isInstanceOf(UnansweredException.class);
    assertThat(stub.asked()).hasSize(1);
  }

  @Test
  void ask_errorsBesideData_namedOnce() throws Exception {
    String partial = "{\"data\":{\"n0\":null},\"errors\":[{\"message\":\"No \\u001b[2J event\"}]}";
    stub.reply(200, partial).reply(200, partial);
    try (MeetupApi api = api(stub.options())) {
      api.ask(QUERY, MAX_TRIES);
      api.ask(QUERY, MAX_TRIES);
    }
    assertThat(said).containsExactly("Meetup says: No ?[2J event");
  }

  /** One event's field, and there is no page; that says nothing about the network. */
  @Test
  void source_firstSearchIsAnsweredWithAnError_goesOn() throws Exception {
    stub.reply(200, "{\"errors\":[{\"message\":\"oops\"}],\"data\":{\"n0\":null}}")
        .reply(200, "{\"data\":{\"n0\":{\"eventsSearch\":{\"edges\":[]}}}}");
    MeetupSource source =
        new MeetupSource(stub.options(), new EnvironmentProxies(Map.of()), said::add);
    CompletableFuture<Void> running =
        CompletableFuture.runAsync(
            () -> assertThatCode(() -> source.run(line -> {})).doesNotThrowAnyException());
    await().until(() -> stub.asked().size() > 2 || running.isDone());
    source.close();
    running.get(60, TimeUnit.SECONDS);

    assertThat(said).contains("Meetup says: oops");
  }

  @Test
  void ask_redirect_tokenStaysHere() {
    stub.replyRedirect("http://127.0.0.1:9/elsewhere");

    assertThatThrownBy(this::ask)
        .isInstanceOf(FeedException.class)
        .hasMessage("127.0.0.1 answers 302; check meetup.url");
  }

  @Test
  void ask_proxyOfTheEnvironment_isAskedWithItsPassword() throws Exception {
    stub.wantPassword();
    String proxy = "http://me:secret@127.0.0.1:" + stub.port();

    try (MeetupApi api = api(stub.optionsOf("http://localhost:1"), Map.of("HTTP_PROXY", proxy))) {
      assertThat(api.ask(QUERY, MAX_TRIES).has("n0")).isTrue();
    }
    assertThat(stub.asked()).containsExactly("Bearer secret-1");
  }

  @Test
  void ask_proxyWantsAPassword_reportsIt() throws Exception {
    stub.wantPassword();
    MeetupOptions options = stub.optionsOf("http://localhost:1");

    assertThat(firstNotice(options, "127.0.0.1:" + stub.port()))
        .startsWith(
            "localhost: "
                + EnvironmentProxies.REFUSAL
                + " (through the proxy 127.0.0.1:"
                + stub.port()
                + "); retrying in ");
  }

  @Test
  void ask_proxyIsAway_namedWithoutItsPassword() throws Exception {
    MeetupOptions options = stub.optionsOf("http://localhost:1");
    stub.close();

    assertThat(firstNotice(options, "http://me:secret@127.0.0.1:" + stub.port()))
        .contains("(through the proxy 127.0.0.1:" + stub.port() + "); retrying in ");
  }

  private String firstNotice(MeetupOptions options, String proxy) throws Exception {
    try (MeetupApi api = api(options, Map.of("http_proxy", proxy))) {
      stopAfterNotice(api, clock);
    }
    return said.get(0);
  }

  private void stopAfterNotice(MeetupApi api, ServerClock itsClock) throws Exception {
    CompletableFuture<Void> asking =
        CompletableFuture.runAsync(
            () ->
                assertThatThrownBy(() -> api.ask(QUERY, MAX_TRIES))
                    .isInstanceOf(StoppedException.class));
    await().until(() -> !said.isEmpty());
    itsClock.close();
    asking.get(60, TimeUnit.SECONDS);
  }

  private JsonNode ask() throws Exception {
    return ask(MAX_TRIES);
  }

  private JsonNode ask(int most) throws Exception {
    try (MeetupApi api = api(stub.options())) {
      return api.ask(QUERY, most);
    }
  }

  private MeetupApi api(MeetupOptions options) {
    return api(options, Map.of());
  }

  private MeetupApi api(MeetupOptions options, Map<String, String> environment) {
    return api(options, environment, clock);
  }

  private MeetupApi api(ServerClock other) throws Exception {
    return api(stub.options(), Map.of(), other);
  }

  private MeetupApi api(
      MeetupOptions options, Map<String, String> environment, ServerClock serverClock) {
    return new MeetupApi(
        options, new EnvironmentProxies(environment), serverClock, budget, new Notices(said::add));
  }

  /** When an assertion expires by which a token was asked for. */
  private static Instant expiry(String form) throws Exception {
    String assertion = form.replaceAll(".*assertion=([^&]+).*", "$1");
    return SignedJWT.parse(assertion).getJWTClaimsSet().getExpirationTime().toInstant();
  }

  private static void assertIsRight(ServerClock clock) {
    assertThat(clock.now() - System.currentTimeMillis()).isBetween(-60_000L, 60_000L);
  }
}
