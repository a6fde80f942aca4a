package dev.meetuppulse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.core.journal.StoreRefusedException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.redis.RedisConnections;
import dev.meetuppulse.redis.RedisOwners;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.UnifiedJedis;

/** The real server over a real Redis. */
class ApiTest extends RunningServer {
  private static final int PAGE_BYTES = 100_000;
  private static final String STATUS = "/api/v1/status";
  private static final int MUTATED_REQUESTS = 400;
  private static final List<String> MEANINGFUL =
      List.of("%", "%00", "%zz", "..", "/", "//", "?", "&", "=", "#", "-1", "99999999999999999999");

  @Test
  void boardIsWhatWasPublished() {
    boards.everything();

    JsonNode board = client.json("/api/v1/boards/cities/5m");

    assertThat(board.path("dimension").asText()).isEqualTo("cities");
    assertThat(board.path("keys").asInt()).isEqualTo(5);
    assertThat(board.path("rsvps").asInt()).isEqualTo(150);
    assertThat(keys(board))
        .containsExactly("New York, NY", "Los Angeles, CA", "Salem, OR", "Salem, MA", "Austin, TX");
    JsonNode row = client.json("/api/v1/boards/topics/1m?rows=1").path("rows").path(0);
    assertThat(row.toString())
        .isEqualTo(
            "{\"rank\":1,\"was\":1,\"key\":\"social\",\"label\":\"Social\",\"rsvps\":30,"
                + "\"yes\":27,\"no\":3,\"going\":31}");
  }

  @Test
  void liveHoldsStatusAndEveryBoardWithStatesWhole() {
    boards.everything();

    JsonNode live = client.json("/api/v1/live/1h?rows=2");

    assertThat(live.at("/status/records/invalid").asInt()).isEqualTo(4);
    assertThat(live.at("/status/lag").asInt()).isEqualTo(7);
    assertThat(live.at("/boards/cities/rows")).hasSize(2);
    assertThat(live.at("/boards/states/rows")).hasSize(3);
    assertThat(live.at("/boards").fieldNames())
        .toIterable()
        .containsExactly("cities", "topics", "states", "groups", "events");
    assertThat(live.at("/boards/groups")).isEqualTo(client.json("/api/v1/boards/groups/1h"));
    assertThat(live.at("/status")).isEqualTo(client.json("/api/v1/status"));
  }

  @Test
  void mutatedRequests_areAnsweredOrRefused_andLeaveNothingBehind() throws IOException {
    boards.everything();
    JsonNode before = client.json("/api/v1/boards/cities/5m");
    List<String> targets =
        List.of(
            "/api/v1/boards/cities/5m?rows=10&measure=going",
            "/api/v1/live/1h?rows=2&city=Salem%2C%20OR&state=NY",
            "/api/v1/history/5m?at=1700000000000",
            "/api/v1/trends?city=Austin%2C%20TX",
            "/api/v1/status");
    Random random = new Random(11);
    for (int i = 0; i < MUTATED_REQUESTS; i++) {
      String target = mutated(targets.get(random.nextInt(targets.size())), random);
      assertThat(statusLine(server, target, "localhost"))
          .as(target)
          .matches("HTTP/1\\.1 [234]\\d\\d.*");
    }
    assertThat(client.json("/api/v1/boards/cities/5m")).isEqualTo(before);
  }

  /** Changes, inserts or deletes one to four characters after the first; no white space. */
  private static String mutated(String target, Random random) {
    StringBuilder text = new StringBuilder(target);
    for (int changes = 1 + random.nextInt(4); changes > 0 && text.length() > 2; changes--) {
      int at = 1 + random.nextInt(text.length() - 1);
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, (char) (33 + random.nextInt(94)));
        default -> text.insert(at, MEANINGFUL.get(random.nextInt(MEANINGFUL.size())));
      }
    }
    return text.toString();
  }

  @Test
  void beforeAnythingIsPublishedAnswersAreNull() {
    assertThat(client.json("/api/v1/boards/cities/5m").isNull()).isTrue();
    assertThat(client.json("/api/v1/status").isNull()).isTrue();
    assertThat(client.json("/api/v1/live/5m").at("/boards/cities").isNull()).isTrue();
    assertThat(client.json("/api/v1/history/5m").at("/boards/cities/clocks")).isEmpty();
  }

  @Test
  void pastBoardsAreThoseOfThatTime() {
    long now = System.currentTimeMillis();
    boards.publish(Dimension.CITIES, now - 60_000, "then");
    boards.publish(Dimension.CITIES, now - 30_000, "later", "then");
    boards.cities("now", "later");

    String at = "?at=" + (now - 40_000);
    assertThat(keys(client.json("/api/v1/boards/cities/5m" + at))).containsExactly("then");
    assertThat(client.json("/api/v1/live/5m" + at).at("/boards/cities/rows/0/rsvps").asInt())
        .isEqualTo(10);
    assertThat(client.json("/api/v1/boards/cities/5m?at=" + (now - 90_000)).isNull()).isTrue();
    JsonNode history = client.json("/api/v1/history/5m").at("/boards/cities");
    assertThat(history.path("clocks")).hasSize(3);
    assertThat(history.path("rsvps").toString()).isEqualTo("[10,30,30]");
    assertThat(history.path("rows").toString())
        .isEqualTo("{\"now\":[null,null,20],\"later\":[null,20,10]}");
  }

  @Test
  void pastOfASelectionIsKnownByTheMinute() {
    long minute = System.currentTimeMillis() / 60_000 * 60_000;
    boards.count(minute - 90_000, "Salem, OR|hiking", "Salem, OR|hiking", "Reno, NV|wine");

    JsonNode then =
        client.json("/api/v1/live/5m?city=Salem,+OR&measure=going&at=" + (minute - 40_000));
    assertThat(then.at("/total/going").asInt()).isEqualTo(2);
    assertThat(then.at("/boards/topics/clock").asLong()).isEqualTo(minute - 60_000);
    assertThat(keys(then.at("/boards/topics"))).containsExactly("hiking");
    JsonNode history = client.json("/api/v1/history/1m?city=Salem,+OR").at("/boards/cities");
    int last = history.path("clocks").size() - 1;
    assertThat(history.at("/clocks/" + last).asLong()).isGreaterThanOrEqualTo(minute);
    assertThat(history.at("/rsvps").toString()).startsWith("[2,0");
  }

  @Test
  void filteredBoardsHoldThoseRsvpsAloneAndAllOfThem() {
    boards.count(
        "Salem, OR|hiking|wine", "Salem, OR|hiking", "Portland, OR|wine", "Salem, MA|hiking");
    boards.status();

    JsonNode topics = client.json("/api/v1/boards/topics/5m?city=Salem,%20OR");
    assertThat(topics.path("rsvps").asInt()).isEqualTo(2);
    assertThat(counts(topics)).containsExactly("hiking 2", "wine 1");
    assertThat(counts(client.json("/api/v1/boards/cities/1h?topic=hiking")))
        .containsExactly("Salem, OR 2", "Salem, MA 1");
    JsonNode live = client.json("/api/v1/live/5m?state=OR&rows=1").path("boards");
    assertThat(counts(live.path("cities"))).containsExactly("Salem, OR 2");
    assertThat(live.at("/cities/keys").asInt()).isEqualTo(2);
    assertThat(counts(live.path("states"))).containsExactly("OR 3");
    assertThat(counts(client.json("/api/v1/boards/topics/5m?city=Nowhere"))).isEmpty();
  }

  @Test
  void boardsByPeopleGoingAreExactAndFilteredBoardsSayHowManyDeclined() {
    boards.count(
        "no Salem, OR|hiking", "no Salem, OR|hiking", "Salem, OR|wine|hiking", "Reno, NV|wine");
    boards.status();

    JsonNode topics = client.json("/api/v1/boards/topics/5m?measure=going");
    assertThat(counts(topics)).containsExactly("wine 2", "hiking 3");
    assertThat(topics.path("measure").asText()).isEqualTo("going");
    assertThat(counts(client.json("/api/v1/boards/topics/5m?measure=rsvps"))).isEmpty();
    JsonNode salem = client.json("/api/v1/live/5m?city=Salem,%20OR&measure=going");
    assertThat(salem.path("total").toString())
        .isEqualTo("{\"rsvps\":3,\"yes\":1,\"no\":2,\"going\":1}");
    assertThat(counts(salem.at("/boards/topics"))).containsExactly("hiking 3", "wine 1");
    assertThat(counts(salem.at("/boards/groups"))).containsExactly("Salem, OR group 3");
  }

  @Test
  void whatTheTopologyCounts_isReadFromRedis_notFromTheServersSettings() {
    Settings counted =
        settings.with(
            Map.of(
                Setting.COUNT_COUNTRIES, "us,ca",
                Setting.COUNT_WINDOWS, "30m:1m,7d:1h",
                Setting.COUNT_DIMENSIONS, "topics,cities",
                Setting.COUNT_TOP, "2"));
    try (BoardsToTest topology = new BoardsToTest(counted)) {
      topology.count("Salem, OR|hiking|wine|beer", "Salem, OR|hiking|wine", "Reno, NV|hiking");
      topology.status();
      Awaitility.await().until(() -> client.get("/api/v1/live/30m").statusCode() == 200);

      JsonNode live = client.json("/api/v1/live/30m?city=Salem,%20OR");
      assertThat(live.path("counting").toString())
          .isEqualTo("{\"windows\":[\"30m\",\"7d\"],\"dimensions\":[\"topics\",\"cities\"]}");
      assertThat(counts(live.at("/boards/topics"))).containsExactly("hiking 2", "wine 2");
      assertThat(counts(client.json("/api/v1/boards/topics/7d?measure=going")))
          .containsExactly("hiking 3", "wine 2");
      assertThat(counts(client.json("/api/v1/boards/cities/30m?topic=wine")))
          .containsExactly("Salem, OR 2");
      assertThat(client.get("/api/v1/live/5m").statusCode()).isEqualTo(400);
      assertThat(client.get("/api/v1/boards/states/7d").statusCode()).isEqualTo(400);
      assertThat(html("/")).contains("RSVPs in the last 30 min");
      try (PulseServer weekly =
          new PulseServer(settings.with(Map.of(Setting.WEB_WINDOW, "7d"))).start()) {
        assertThat(new Client(weekly.port()).text("/"))
            .contains("RSVPs in the last 7 days", "\"window\":\"7d\"");
      }
    }
  }

  @Test
  void countsOfOtherSettings_cantBeFiltered_andSaySo() {
    boards.count("Salem, OR|hiking");
    try (BoardsToTest next =
        new BoardsToTest(settings.with(Map.of(Setting.COUNT_COUNTRIES, "ca")))) {
      next.status();
      Awaitility.await()
          .until(() -> client.get("/api/v1/boards/topics/5m?state=OR").statusCode() == 503);
      JsonNode error = client.json("/api/v1/boards/topics/5m?state=OR");
      assertThat(error.path("error").asText()).isEqualTo("unreadable");
      assertThat(error.path("message").asText()).contains("countries");
    }
  }

  @Test
  void momentsOfOneStep_areOneAnswer() {
    long step = System.currentTimeMillis() / 10_000 * 10_000 - 60_000;
    boards.publish(Dimension.CITIES, step + 300, "then");
    boards.cities("now");

    String first = client.get("/api/v1/boards/cities/5m?at=" + step).headers().toString();
    for (long at : new long[] {step + 299, step + 300, step + 9_999}) {
      HttpResponse<byte[]> answer = client.get("/api/v1/boards/cities/5m?at=" + at);
      assertThat(keys(Client.json(answer))).containsExactly("then");
      assertThat(first).contains(answer.headers().firstValue("ETag").orElseThrow());
    }
    assertThat(client.json("/api/v1/boards/cities/5m?at=" + (step - 1)).isNull()).isTrue();
  }

  @Test
  void trendsSayWhatRisesAndWhy() {
    assertThat(client.json("/api/v1/trends").isNull()).isTrue();
    boards.trends();
    Awaitility.await().until(() -> client.json("/api/v1/trends").isObject());

    JsonNode trends = client.json("/api/v1/trends");
    assertThat(trends.at("/rising/0/label").asText()).isEqualTo("Hiking");
    assertThat(trends.at("/rising/0/events/0/group").asText()).isEqualTo("salem-hikers");
    assertThat(trends.at("/changes/0/sentence").asText())
        .contains("Hiking is trending in Salem, OR: 12 RSVPs, usually 3");
  }

  @Test
  void whatDidNotChangeIsA304() {
    boards.everything();
    String path = "/api/v1/live/5m";
    String tag = client.get(path).headers().firstValue("ETag").orElseThrow();

    HttpResponse<byte[]> same = client.get(path, "If-None-Match", tag);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();

    boards.cities("Reno, NV");
    Awaitility.await().until(() -> client.get(path, "If-None-Match", tag).statusCode() == 200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/boards/cities/7m|window '7m'; allowed: one of 1m, 5m, 1h, 24h, all",
        "/api/v1/live/5M|window '5M'; allowed: one of 1m, 5m, 1h, 24h, all",
        "/api/v1/boards/towns/5m|dimension 'towns'; allowed: one of cities, topics, states,",
        "/api/v1/live/5m?rows=0|rows '0'; allowed: a whole number from 1 to 50",
        "/api/v1/live/5m?rows=51|rows '51'; allowed: a whole number from 1 to 50",
        "/api/v1/live/5m?rows=99999999999|rows '99999999999'",
        "/api/v1/live/5m?at=-1|at '-1'; allowed: ms since the epoch",
        "/api/v1/history/5m?at=1|parameter 'at'; allowed: one of rows, measure",
        "/api/v1/live/all?city=x|the window all can't be filtered",
        "/api/v1/live/24h?city=x&at=1|the past of the window 24h can't be filtered; that of 1m, 5m, 1h can",
        "/api/v1/live/5m?city=x&state=y|city and state can't both filter",
        "/api/v1/live/5m?measure=likes|measure 'likes'; allowed: one of rsvps, going",
        "/api/v1/live/all?measure=going|the window all can't be ranked by going",
        "/api/v1/history/24h?measure=going|the past of the window 24h can't be ranked by going",
        "/api/v1/live/5m?city=|city ''; allowed: text of 1 to 1000 characters",
        "/api/v1/live/5m?city=a&city=b|the parameter city is given twice",
        "/api/v1/status?x|parameter 'x'; allowed: none",
      })
  void unknownNameIsA400ThatListsTheAllowedOnes(String path, String message) {
    HttpResponse<byte[]> response = client.get(path);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Client.json(response).path("error").asText()).isEqualTo("bad_request");
    assertThat(Client.json(response).path("message").asText()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"city=100%", "rows=%zz", "ci%ty=x", "city=%ff", "rows=1&=", "rows=1&rows=1"})
  void parametersThatWouldBeIgnored_areA400(String query) throws IOException {
    assertThat(statusLine(server, "/api/v1/live/5m?" + query, "localhost")).contains(" 400 ");
    assertThat(statusLine(server, "/?" + query, "localhost")).contains(" 200 ");
  }

  @Test
  void charsetOfARequestWithoutABody_changesNothing() {
    String type = "text/plain; charset=nope";
    assertThat(client.get("/api/v1/live/5m?rows=0", "Content-Type", type).statusCode())
        .isEqualTo(400);
    assertThat(client.get("/api/v1/live/5m?rows=1", "Content-Type", type).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/api/v1/boards", "/assets/0/page.js", "/assets/%2e%2e/x"})
  void whatIsNotHereIsA404InJson(String path) {
    HttpResponse<byte[]> response = client.get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(Client.json(response).path("error").asText()).isEqualTo("not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void nothingCanBeWritten(String method) {
    HttpResponse<byte[]> response = client.send(method, "/api/v1/status");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(Client.json(response).path("error").asText()).isEqualTo("read_only");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip|gzip",
        "deflate, GZIP;q=0.5|gzip",
        "x-gzip|gzip",
        "gzip;q=0|",
        "identity, gzip; q=0.0|",
        "br|",
        "x-not-gzip|",
      })
  void answerIsCompressed_onlyForThoseWhoAcceptIt(String accepted, String encoding) {
    for (String path : List.of("/api/v1/status", "/")) {
      assertThat(
              client
                  .get(path, "Accept-Encoding", accepted)
                  .headers()
                  .firstValue("Content-Encoding"))
          .as(path)
          .isEqualTo(Optional.ofNullable(encoding));
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1,http://127.0.0.1:", "::1,http://[::1]:", "localhost,http://localhost:"})
  void addressIsAUrl(String host, String start) {
    try (PulseServer other =
        new PulseServer(settings.with(Map.of(Setting.WEB_HOST, host))).start()) {
      assertThat(other.address()).isEqualTo(start + other.port());
    }
  }

  @Test
  void headIsAGetWithoutABody() {
    HttpResponse<byte[]> response = client.send("HEAD", "/api/v1/status");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("ETag")).isPresent();
    assertThat(response.body()).isEmpty();
  }

  @Test
  void redisThatRefusesWritesIsReportedWithItsMessage() {
    try (UnifiedJedis admin = RedisConnections.open(settings, 1)) {
      boards.everything();
      assertThat(client.json("/api/v1/live/5m").has("refusal")).isFalse();
      admin.configSet("maxmemory", "1");
      try {
        Awaitility.await()
            .untilAsserted(
                () ->
                    assertThat(client.json("/api/v1/live/5m").path("refusal").asText())
                        .contains("OOM command not allowed", "maxmemory"));
        assertThat(client.json("/api/v1/status").path("refusal").asText()).contains("OOM");
        assertThat(client.json("/api/v1/status").path("records").isObject()).isTrue();
      } finally {
        admin.configSet("maxmemory", "0");
      }
      Awaitility.await().until(() -> !client.json("/api/v1/live/5m").has("refusal"));
    }
  }

  @Test
  void redisThatRefusesLoginsIsReportedWithItsMessage() {
    Settings wrong =
        settings.with(Map.of(Setting.REDIS_URL, settings.text(Setting.REDIS_URL) + "/99"));
    try (PulseServer other = new PulseServer(wrong).start()) {
      JsonNode live = new Client(other.port()).json("/api/v1/live/5m");
      assertThat(live.at("/error/error").asText()).isEqualTo("redis_refuses");
      assertThat(live.at("/error/message").asText()).contains("ERR DB index", "redis.url");
      assertThat(new Client(other.port()).text("/")).contains(">Redis refuses<", "ERR DB index");
    }
  }

  @Test
  void deploymentThatWasRefusedIsReported() {
    boards.everything();
    try (RedisOwners first = new RedisOwners(settings);
        RedisOwners second =
            new RedisOwners(settings.with(Map.of(Setting.KAFKA_TOPIC, "others")))) {
      first.claim("one");
      assertThatThrownBy(() -> second.claim("one")).isInstanceOf(StoreRefusedException.class);
    }
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(client.json("/api/v1/status").at("/refusedDeployment/topic").asText())
                    .isEqualTo("others"));
  }

  @Test
  void redisDownIsA503UntilItIsBack() {
    boards.everything();
    client.json("/api/v1/boards/cities/5m");
    redis.stop();

    Awaitility.await().until(() -> client.get("/api/v1/boards/cities/5m").statusCode() == 503);
    JsonNode error = client.json("/api/v1/status");
    assertThat(error.path("error").asText()).isEqualTo("redis_down");
    assertThat(error.path("message").asText()).contains("does not answer", "redis.url");
    HttpResponse<byte[]> live = client.get("/api/v1/live/5m");
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(Client.json(live).at("/error/error").asText()).isEqualTo("redis_down");
    assertThat(client.get("/").statusCode()).isEqualTo(200);

    redis.start();
    Awaitility.await().until(() -> client.get("/api/v1/boards/cities/5m").statusCode() == 200);
  }

  @Test
  void otherNamesThanLoopbacksAreRefused() throws Exception {
    for (String host : List.of("evil.example", "evil.example:" + server.port(), "127.0.0.1.x")) {
      assertThat(statusLine(server, STATUS, host)).contains(" 421 ");
    }
    for (String host : List.of("localhost", "127.0.0.1:7070", "[::1]:80")) {
      assertThat(statusLine(server, STATUS, host)).contains(" 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.2", "::ffff:127.0.0.1", "LOCALHOST"})
  void everyAddressOfLoopback_refusesOtherNames(String host) throws Exception {
    try (PulseServer other =
        new PulseServer(settings.with(Map.of(Setting.WEB_HOST, host))).start()) {
      assertThat(statusLine(host, other.port(), STATUS, "evil.example")).contains(" 421 ");
      assertThat(statusLine(host, other.port(), STATUS, other.address().substring(7)))
          .contains(" 200 ");
    }
  }

  @Test
  void namesThatAreSetAreAnsweredToo() throws Exception {
    Settings proxied = settings.with(Map.of(Setting.WEB_NAMES, "pulse.example, other.example"));
    try (PulseServer behind = new PulseServer(proxied).start()) {
      assertThat(statusLine(behind, STATUS, "Pulse.example")).contains(" 200 ");
      assertThat(statusLine(behind, STATUS, "other.example:443")).contains(" 200 ");
      assertThat(statusLine(behind, STATUS, "localhost")).contains(" 200 ");
      assertThat(statusLine(behind, STATUS, "evil.example")).contains(" 421 ");
    }
    Settings open = proxied.with(Map.of(Setting.WEB_HOST, "0.0.0.0"));
    try (PulseServer beyond = new PulseServer(open).start()) {
      assertThat(statusLine(beyond, STATUS, "evil.example")).contains(" 421 ");
    }
  }

  @Test
  void everyAnswerCarriesStrictHeaders() {
    for (String path : List.of("/", "/api/v1/status", "/nothing", "/api/v1/live/x")) {
      var headers = client.get(path).headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
          .doesNotContain("unsafe", "http:", "https:", "*");
      assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
      assertThat(headers.firstValue("Server")).isEmpty();
    }
  }

  @Test
  void onlyTheOriginThatIsSetMayReadFromElsewhere() {
    Settings open = settings.with(Map.of(Setting.WEB_CORS, "https://wall.example"));
    try (PulseServer cors = new PulseServer(open).start()) {
      Client other = new Client(cors.port());
      assertThat(allowed(other, "/api/v1/status", "https://wall.example"))
          .containsExactly("https://wall.example");
      assertThat(allowed(other, "/api/v1/status", "https://evil.example")).isEmpty();
      assertThat(allowed(other, "/", "https://wall.example")).isEmpty();
    }
  }

  @Test
  void takenPortIsAOneLineErrorWithARemedy() {
    Settings same = settings.with(Map.of(Setting.WEB_PORT, Integer.toString(server.port())));
    try (PulseServer second = new PulseServer(same)) {
      assertThatThrownBy(second::start)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageMatching("port \\d+ on 127.0.0.1 is taken; choose another with web.port.*");
    }
  }

  @Test
  void addressOfAnotherMachineIsNamedAsWhatItIs() {
    Settings elsewhere =
        settings.with(Map.of(Setting.WEB_HOST, "192.0.2.1", Setting.WEB_PORT, "0"));
    try (PulseServer server = new PulseServer(elsewhere)) {
      assertThatThrownBy(server::start)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageMatching(
              "can't listen on 192.0.2.1:0 \\(.*assign.*\\); check web.host and web.port");
    }
  }

  @Test
  void documentDescribesTheRoutesThereAre() {
    boards.everything();
    boards.trends();
    JsonNode document = client.json("/api/v1/openapi.json");

    assertThat(document.at("/components/parameters/window/schema/enum").toString())
        .isEqualTo("[\"1m\",\"5m\",\"1h\",\"24h\",\"all\"]");
    assertThat(document.at("/components/parameters/rows/schema/maximum").asInt()).isEqualTo(50);
    assertThat(document.path("paths").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(server.apiPaths());
    document
        .path("paths")
        .properties()
        .forEach(
            path -> {
              String url =
                  path.getKey().replace("{dimension}", "events").replace("{window}", "all");
              JsonNode answer = client.json("/api/v1" + url);
              JsonNode schema =
                  path.getValue().at("/get/responses/200/content/application~1json/schema");
              conforms(document, schema, answer, url);
            });
  }

  @Test
  void pageHoldsTheFirstBoardsAndNothingThatRuns() {
    boards.everything();

    String page = client.text("/?window=1h");

    assertThat(page)
        .contains("\"window\":\"1h\"", "Salem, OR", "\\u003cscript>alert(1)")
        .doesNotContain("<script>", "style=", "onclick", "http://", "https://", "//cdn");
  }

  @Test
  void page_canBeReadWithoutAScript() {
    boards.everything();
    boards.trends();
    boards.count("no Salem, OR|hiking|wine", "Salem, OR|hiking", "Reno, NV|wine");

    assertThat(rows(html("/"), "cities"))
        .containsExactly(
            "1 New York, NY 33.3% 50",
            "2 Los Angeles, CA 26.7% 40",
            "3 Salem, OR 20.0% 30",
            "4 Salem, MA 13.3% 20",
            "5 Austin, TX 6.7% 10");
    assertThat(html("/"))
        .contains("Hiking is trending in Salem, OR", "12 RSVPs, usually 3", ">Live<");
    assertThat(rows(html("/?rows=2&view=topics&window=1h"), "topics"))
        .containsExactly("1 Social 50.0% 30", "2 Hiking 33.3% 20");
    assertThat(rows(html("/?city=Salem,+OR&measure=going"), "topics"))
        .containsExactly("1 hiking 2 1", "2 wine 1 0");
    assertThat(html("/?city=Salem,+OR")).contains("1 no, 50.0%", "1 people going");
    assertThat(html("/?view=nonsense&rows=-1&window=x&theme=y")).contains("data-view=\"overview\"");
    for (String wrong : List.of("\"><script>", "<i>")) {
      assertThat(html("/?city=" + URLEncoder.encode(wrong, StandardCharsets.UTF_8)))
          .doesNotContain("<b>" + wrong);
    }
  }

  private String html(String path) {
    return client.text(path).replaceAll("[\u2068\u2069]", "");
  }

  /** The texts of a board's rows in the page's HTML: rank, label, share and value. */
  private static List<String> rows(String html, String dimension) {
    String panel = html.substring(html.indexOf("data-dimension=\"" + dimension));
    Pattern part = Pattern.compile("class=\"(?:rank|name|share|value)\"[^>]*>([^<]*)<");
    return panel
        .substring(0, panel.indexOf("</ol>"))
        .lines()
        .flatMap(line -> Stream.of(line.split("(?=<li )")))
        .filter(line -> line.startsWith("<li "))
        .map(
            row ->
                part.matcher(row)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.joining(" ")))
        .toList();
  }

  @Test
  void pageWeighsUnder100Kilobytes() {
    boards.everything();
    HttpResponse<byte[]> page = client.get("/", "Accept-Encoding", "gzip");
    assertThat(page.headers().firstValue("Content-Encoding")).hasValue("gzip");
    String html = client.text("/");
    List<String> files =
        Pattern.compile("(?:href|src)=\"(assets/[^\"]+)\"")
            .matcher(html)
            .results()
            .map(MatchResult::group)
            .map(text -> text.substring(text.indexOf('"') + 1, text.length() - 1))
            .distinct()
            .toList();

    int bytes = page.body().length;
    for (String file : files) {
      HttpResponse<byte[]> asset = client.get("/" + file, "Accept-Encoding", "gzip");
      assertThat(asset.statusCode()).as(file).isEqualTo(200);
      assertThat(asset.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
      bytes += asset.body().length;
    }

    assertThat(files).hasSize(3);
    assertThat(bytes).isLessThan(PAGE_BYTES);
  }

  private static void conforms(JsonNode document, JsonNode schema, JsonNode value, String where) {
    JsonNode rule =
        schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
    if (value.isNull()) {
      assertThat(rule.path("type").toString()).as(where).contains("null");
      return;
    }
    String type =
        value.isObject()
            ? "object"
            : value.isArray()
                ? "array"
                : value.isTextual()
                    ? "string"
                    : value.isBoolean()
                        ? "boolean"
                        : value.isIntegralNumber() ? "integer" : "number";
    assertThat(rule.path("type").toString().replace("number", "number integer"))
        .as(where)
        .contains(type);
    rule.path("required").forEach(name -> assertThat(value.has(name.asText())).as(where).isTrue());
    if (value.isArray()) {
      value.forEach(item -> conforms(document, rule.path("items"), item, where + "[]"));
    } else if (value.isObject() && (rule.has("properties") || rule.has("additionalProperties"))) {
      value
          .properties()
          .forEach(
              field -> {
                JsonNode known = rule.path("properties").path(field.getKey());
                JsonNode of = known.isMissingNode() ? rule.path("additionalProperties") : known;
                assertThat(of.isMissingNode()).as(where + "." + field.getKey()).isFalse();
                conforms(document, of, field.getValue(), where + "." + field.getKey());
              });
    }
  }

  private static List<String> allowed(Client client, String path, String origin) {
    return Stream.of(client.get(path, "Origin", origin))
        .flatMap(response -> response.headers().allValues("Access-Control-Allow-Origin").stream())
        .toList();
  }

  private static String statusLine(PulseServer of, String target, String host) throws IOException {
    return statusLine("127.0.0.1", of.port(), target, host);
  }

  private static String statusLine(String address, int port, String target, String host)
      throws IOException {
    try (Socket socket = new Socket(address, port)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      String request = "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  private static List<String> counts(JsonNode board) {
    List<String> counts = new ArrayList<>();
    board
        .path("rows")
        .forEach(row -> counts.add(row.path("key").asText() + " " + row.path("rsvps").asInt()));
    return counts;
  }

  private static List<String> keys(JsonNode board) {
    List<String> keys = new ArrayList<>();
    board.path("rows").forEach(row -> keys.add(row.path("key").asText()));
    return keys;
  }
}
