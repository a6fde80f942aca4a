package dev.meetuppulse.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.RisingKey;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.board.Status;
import dev.meetuppulse.core.board.Trends;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.trend.Change;
import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.redis.testing.RedisFixture;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.Tuple;

/** Against a real server. */
class RedisBoardsTest {
  private static final Window FIVE = Window.parseList("5m:1s").get(0);
  private static final Window HOUR = Window.parseList("1h:1m").get(0);
  private static final ObjectMapper JSON = new ObjectMapper();

  @AutoClose private static final RedisFixture server = RedisFixture.create();
  private static final Settings settings =
      server.settings().with(Map.of(Setting.REDIS_PREFIX, "pulse"));

  private long now = 1_000_000;
  private final InstantSource wall = () -> Instant.ofEpochMilli(now);
  @AutoClose private final UnifiedJedis redis = RedisConnections.open(settings, 1);
  @AutoClose private final RedisBoards boards = new RedisBoards(settings, wall);
  @AutoClose private final BoardReader reader = new BoardReader(settings);

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @Test
  void publishedBoardIsReadAsItWasWithASortedSetBesideIt() throws IOException {
    boards.publish(
        List.of(
            new Board(
                Dimension.TOPICS,
                FIVE,
                900,
                7,
                12,
                2,
                Board.Accuracy.EXACT,
                List.of(new Row("fun", "Fun \"☃\"", 9, 8, 1, 10), new Row("a", "a", 3, 3, 0, 3)))));

    JsonNode board = board(Dimension.TOPICS, FIVE);
    assertThat(board)
        .isEqualTo(
            JSON.readTree(
                """
                {"dimension": "topics", "window": "5m", "clock": 900, "revision": 7,
                 "publishedAt": 1000000, "rsvps": 12, "keys": 2,
                 "exact": true, "shortBy": 0, "unlisted": 0, "rows": [
                 {"rank": 1, "was": 1, "key": "fun", "label": "Fun \\"☃\\"", "rsvps": 9, "yes": 8,
                  "no": 1, "going": 10},
                 {"rank": 2, "was": 2, "key": "a", "label": "a", "rsvps": 3, "yes": 3, "no": 0,
                  "going": 3}]}"""));
    assertThat(redis.zrangeWithScores("pulse:top:topics:5m", 0, -1))
        .containsExactly(new Tuple("a", 3.0), new Tuple("fun", 9.0));
  }

  @Test
  void whatAnotherProgramWrote_isNamed_withTheSettingToChange() {
    String key = "pulse:board:cities:5m";
    redis.set(key, "no JSON");
    assertThatThrownBy(() -> boards.publish(List.of(board(1, 1, "a"))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(key)
        .hasMessageContaining("redis.prefix")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    redis.set("pulse:status", "no JSON");
    assertThatThrownBy(() -> reader.read(List.of(), "5m"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("pulse:status");
  }

  @Test
  void everyKeyExpires() {
    boards.publish(List.of(board(1, 1, "a")));
    boards.publish(status(1, 1, 1));

    assertThat(redis.keys("*"))
        .hasSize(6)
        .allSatisfy(key -> assertThat(redis.ttl(key)).isBetween(24 * 3600L, 25 * 3600L));
  }

  @Test
  void olderBoardIsLeftOutWhileItsNewerNeighbourIsPublished() throws IOException {
    boards.publish(List.of(board(5, 100, "new")));

    Board other =
        new Board(Dimension.CITIES, HOUR, 99, 4, 1, 1, Board.Accuracy.EXACT, rows("other"));
    try (RedisBoards woken = new RedisBoards(settings, wall)) {
      woken.publish(List.of(board(4, 200, "old"), other));
      woken.publish(List.of(board(5, 99, "earlier")));
    }

    assertThat(keys(board(Dimension.CITIES, FIVE))).containsExactly("new");
    assertThat(redis.zrange("pulse:top:cities:5m", 0, -1)).containsExactly("new");
    assertThat(keys(board(Dimension.CITIES, HOUR))).containsExactly("other");
  }

  @Test
  void sameRevisionWithLaterClockIsPublished() throws IOException {
    boards.publish(List.of(board(5, 100, "a", "b")));
    boards.publish(List.of(board(5, 101, "a")));
    boards.publish(List.of(board(6, 90, "c")));

    assertThat(keys(board(Dimension.CITIES, FIVE))).containsExactly("c");
    assertThat(redis.zrange("pulse:top:cities:5m", 0, -1)).containsExactly("c");
  }

  @Test
  void inexactBoardIsMarkedInexact() throws IOException {
    boards.publish(
        List.of(
            new Board(Dimension.CITIES, FIVE, 9, 1, 8, 1, new Board.Accuracy(5, 2), rows("a"))));

    JsonNode board = board(Dimension.CITIES, FIVE);
    assertThat(board.path("exact").asBoolean(true)).isFalse();
    assertThat(board.path("shortBy").asInt()).isEqualTo(5);
    assertThat(board.path("unlisted").asInt()).isEqualTo(2);
  }

  @Test
  void afterTheClockWasSetBackTheEarlierTimeIsPublished() throws IOException {
    boards.publish(List.of(board(5, 3_700_000, "ahead")));
    boards.publish(status(5, 3_700_000, 1));
    now -= 3_600_000;
    boards.publish(List.of(board(5, 100_000, "now")));
    boards.publish(status(5, 100_000, 1));

    assertThat(keys(board(Dimension.CITIES, FIVE))).containsExactly("now");
    assertThat(JSON.readTree(redis.get("pulse:status")).path("clock").asLong()).isEqualTo(100_000);
    assertThat(redis.zrange("pulse:history:cities:5m", 0, -1))
        .singleElement()
        .satisfies(
            past -> assertThat(JSON.readTree(past).path("clock").asLong()).isEqualTo(100_000));
  }

  /** Its journals were deleted, so that revisions are smaller than they were. */
  @Test
  void afterAMinuteBoardsOfACountThatIsNoMoreAreReplaced() throws IOException {
    boards.publish(List.of(board(50, 100_000, "former")));
    boards.publish(status(50, 100_000, 9));
    boards.publish(List.of(board(5, 160_000, "now")));
    boards.publish(status(5, 160_000, 1));
    assertThat(keys(board(Dimension.CITIES, FIVE))).containsExactly("former");

    boards.publish(List.of(board(5, 160_001, "now")));
    boards.publish(status(5, 160_001, 1));
    boards.publish(List.of(board(6, 160_002, "later")));

    assertThat(keys(board(Dimension.CITIES, FIVE))).containsExactly("later");
    assertThat(JSON.readTree(redis.get("pulse:status")).path("clock").asLong()).isEqualTo(160_001);
  }

  @Test
  void emptyBoardIsPublished() throws IOException {
    boards.publish(List.of(board(5, 100, "a")));
    boards.publish(List.of(board(5, 101)));

    assertThat(keys(board(Dimension.CITIES, FIVE))).isEmpty();
    assertThat(redis.exists("pulse:top:cities:5m")).isFalse();
  }

  @Test
  void rankChangeIsAgainstHalfAMinuteAgo() throws IOException {
    boards.publish(List.of(board(1, 1, "a", "b")));
    now += 29_000;
    boards.publish(List.of(board(2, 2, "b", "new", "a")));
    assertThat(was()).containsExactly(2, 0, 1);

    now += 30_000;
    boards.publish(List.of(board(3, 3, "b", "new", "a")));
    assertThat(was()).containsExactly(1, 2, 3);
  }

  @Test
  void rankChangeSurvivesARestart() throws IOException {
    boards.publish(List.of(board(1, 1, "a", "b")));
    try (RedisBoards restarted = new RedisBoards(settings, wall)) {
      now += 1000;
      restarted.publish(List.of(board(2, 2, "b", "a", "c")));
    }

    assertThat(was()).containsExactly(2, 1, 0);
  }

  @Test
  void historyKeepsABoardEveryTenSecondsForAnHour() throws IOException {
    for (int second = 0; second <= 3700; second++) {
      boards.publish(List.of(board(second, second * 1000L, "at " + second)));
    }

    List<StoredPast> history = reader.history(Dimension.CITIES, "5m", 1_000);
    assertThat(history).hasSize(361);
    assertThat(history.get(0).clock()).isEqualTo(100_000);
    assertThat(history.get(360).clock()).isEqualTo(3_700_000);
    assertThat(reader.history(Dimension.CITIES, "5m", 60))
        .extracting(StoredPast::clock)
        .hasSizeBetween(31, 60)
        .endsWith(3_630_000L, 3_700_000L);
    assertThat(reader.past(Dimension.CITIES, "5m", 209_999).orElseThrow().rows())
        .containsExactly(new StoredPast.PastRow("at 200", null, 1, 1, 0, 1));
    assertThat(reader.past(Dimension.CITIES, "5m", 99_999)).isEmpty();
  }

  @Test
  void statusHasTheRecordCounts() throws IOException {
    boards.publish(status(3, 500, 10));
    now += 2_000;
    boards.publish(status(4, 600, 35));
    boards.publish(status(3, 700, 99));

    JsonNode status = JSON.readTree(reader.read(List.of(), "5m").status());
    assertThat(status)
        .isEqualTo(
            JSON.readTree(
                """
                {"clock": 600, "clockKind": "wall", "revision": 4, "publishedAt": 1002000,
                 "records": {"received": 35, "invalid": 2, "filtered": 3, "new": 30,
                  "duplicate": 0, "stale": 0, "changed": 0, "late": 6, "forgotten": 0},
                 "invalidReasons": {"future": 2}, "receivedPerSecond": 12.5, "lag": 5,
                 "rebuilding": true,
                 "kafkaDown": true, "stuck": 0, "lost": 0, "reason": null,
                 "partitions": [{"partition": 0, "next": 10, "end": 15, "rebuildEnd": 12}]}"""));
  }

  @Test
  void trendsSayWhatRisesAndWhy() throws IOException {
    Row austin = new Row("Austin, TX", "Austin, TX", 8, 0, 0, 0);
    RisingKey rising =
        new RisingKey(
            Dimension.TOPICS,
            "board-games",
            "Board Games",
            "Austin, TX",
            5.1234,
            12,
            3,
            50_000,
            List.of(austin),
            List.of(
                new RisingKey.Event("77", "Game night", "dice & co", 7),
                new RisingKey.Event("78", "Chess", null, 1)),
            List.of(0, 4, 8),
            List.of("Go"));
    Change change =
        new Change(
            60_000,
            Dimension.TOPICS,
            new Key("board-games", "Board Games"),
            "Austin, TX",
            new Trend(0, 5, 12, 3, 0),
            List.of("Dice"));
    boards.publish(new Trends(500, 3, true, List.of(rising), List.of(), List.of(change)));
    boards.publish(new Trends(900, 2, true, List.of(), List.of(), List.of()));

    assertThat(JSON.readTree(reader.trends().orElseThrow()))
        .isEqualTo(
            JSON.readTree(
                """
                {"clock": 500, "revision": 3, "publishedAt": 1000000, "warm": true,
                 "rising": [{"dimension": "topics", "key": "board-games", "label": "Board Games",
                  "within": "Austin, TX", "place": "Austin, TX", "score": 5.12, "now": 12, "expected": 3.0, "times": 4.0, "since": 50000,
                  "scale": "minute", "sentence":
                  "12 RSVPs for Board Games in Austin, TX in 1 minute, usually 3",
                  "cities": [{"key": "Austin, TX", "label": "Austin, TX", "rsvps": 8}],
                  "events": [
                   {"key": "77", "label": "Game night", "group": "dice & co",
                    "link": "https://www.meetup.com/dice%20%26%20co/events/77/", "rsvps": 7},
                   {"key": "78", "label": "Chess", "group": null, "link": null, "rsvps": 1}],
                  "minutes": [0, 4, 8], "alongside": ["Go"]}],
                 "leading": [],
                 "changes": [{"at": 60000, "dimension": "topics", "key": "board-games",
                  "label": "Board Games", "place": "Austin, TX", "score": 5.0, "now": 12,
                  "expected": 3.0, "times": 4.0, "since": 0, "alongside": ["Dice"], "sentence":
                  "00:01 Board Games and Dice are trending in Austin, TX: 12 RSVPs, usually 3, since 00:00"}]}"""));
  }

  @Test
  void settingsOfTheCount_standBesideTheBoards_andReplaceAReadersOwn() {
    assertThat(reader.counting().dimensions()).isEqualTo(settings.dimensions());
    Settings counted =
        settings.with(
            Map.of(
                Setting.COUNT_DIMENSIONS, "topics,cities",
                Setting.COUNT_COUNTRIES, "us,ca",
                Setting.COUNT_WINDOWS, "1h:1m,7d:1h",
                Setting.WEB_PORT, "1"));
    try (RedisBoards topology = new RedisBoards(counted, wall)) {
      topology.publish(status(3, 500, 10));
    }

    Settings read = reader.counting();

    assertThat(read.dimensions()).containsExactly(Dimension.TOPICS, Dimension.CITIES);
    assertThat(read.countOptions()).isEqualTo(counted.countOptions());
    assertThat(read.text(Setting.WEB_PORT)).isEqualTo(settings.text(Setting.WEB_PORT));
  }

  @Test
  void settingOfTheCount_thatIsUnknownHere_isLeftOut_andABadOneIsAStoreException() {
    redis.set("pulse:counting", "{\"count.top\":\"7\",\"count.later\":\"x\"}");
    assertThat(reader.counting().integer(Setting.COUNT_TOP)).isEqualTo(7);

    redis.set("pulse:counting", "{\"count.top\":\"many\"}");
    assertThatThrownBy(reader::counting)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("count.top is 'many'");
  }

  @Test
  void nothingPublishedIsNothingRead() {
    assertThat(reader.trends()).isEmpty();
    BoardReader.PublishedBoards nothing = reader.read(List.of(Dimension.CITIES), "5m");

    assertThat(nothing.status()).isNull();
    assertThat(nothing.boards()).containsExactly((String) null);
    assertThat(reader.history(Dimension.CITIES, "5m", 60)).isEmpty();
  }

  @Test
  void silentServerIsAOneLineStoreException() throws IOException {
    Settings wrong =
        settings.with(Map.of(Setting.REDIS_URL, "redis://127.0.0.1:" + RedisFixture.freePort()));
    try (RedisBoards nowhere = new RedisBoards(wrong);
        BoardReader nothing = new BoardReader(wrong)) {
      assertThatThrownBy(() -> nowhere.publish(List.of(board(1, 1, "a"))))
          .isInstanceOf(StoreException.class)
          .hasMessageMatching(
              "Redis at redis://127.0.0.1:\\d+ does not answer; check .*redis.url.*");
      assertThatThrownBy(() -> nothing.read(List.of(), "5m")).isInstanceOf(StoreException.class);
    }
  }

  private static Board board(long revision, long clock, String... keys) {
    return new Board(
        Dimension.CITIES,
        FIVE,
        clock,
        revision,
        keys.length,
        keys.length,
        Board.Accuracy.EXACT,
        rows(keys));
  }

  private static List<Row> rows(String... keys) {
    return IntStream.range(0, keys.length)
        .mapToObj(
            i -> new Row(keys[i], keys[i], keys.length - i, keys.length - i, 0, keys.length - i))
        .toList();
  }

  private static Status status(long revision, long clock, long received) {
    Tally tally = new Tally(3, received - 5, 0, 0, 0, 6, 0, Map.of(Reason.FUTURE, 2L));
    return new Status(clock, revision, tally, List.of(new Status.Partition(0, 10, 15, 12)), true);
  }

  private JsonNode board(Dimension dimension, Window window) throws IOException {
    return JSON.readTree(reader.read(List.of(dimension), window.name()).boards().get(0));
  }

  private static List<String> keys(JsonNode board) {
    List<String> keys = new ArrayList<>();
    board.path("rows").forEach(row -> keys.add(row.path("key").asText()));
    return keys;
  }

  /** 0 for a newcomer. */
  private List<Integer> was() throws IOException {
    List<Integer> was = new ArrayList<>();
    board(Dimension.CITIES, FIVE).path("rows").forEach(row -> was.add(row.path("was").asInt()));
    return was;
  }
}
