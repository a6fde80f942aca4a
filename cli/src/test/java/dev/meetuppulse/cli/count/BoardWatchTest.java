package dev.meetuppulse.cli.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.cluster.embedded.EmbeddedRedis;
import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.board.Status;
import dev.meetuppulse.core.board.Trends;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.redis.RedisBoards;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

class BoardWatchTest {
  private static final long MORE_THAN_AN_ANSWER_MAY_TAKE = 6_000;
  private static final long CLOCK = 1_425_790_434_813L;

  @TempDir private Path folder;

  @Test
  void complete_onlyWhenStatusEveryBoardAndTrendsHoldAllRecords() throws Exception {
    try (EmbeddedRedis redis = EmbeddedRedis.start(folder, 0)) {
      Settings settings =
          Settings.of(
              Map.of(
                  Setting.REDIS_URL, redis.url(),
                  Setting.COUNT_DIMENSIONS, "cities,topics",
                  Setting.COUNT_WINDOWS, "1m:1s,all"));
      try (RedisBoards boards = new RedisBoards(settings);
          BoardWatch watch = new BoardWatch(settings)) {
        assertThat(watch.received()).isZero();
        assertThat(watch.anyRow()).isFalse();
        assertThat(watch.complete(7, 10)).isEmpty();

        boards.publish(status(2, 7));
        boards.publish(boards(settings, 1));
        assertThat(watch.received()).isEqualTo(7);
        assertThat(watch.complete(7, 10)).as("boards are behind").isEmpty();

        boards.publish(boards(settings, 2));
        assertThat(watch.anyRow()).isTrue();
        assertThat(watch.complete(7, 10)).as("trends are missing").isEmpty();
        boards.publish(trends(1));
        assertThat(watch.complete(7, 10)).as("trends are behind").isEmpty();

        boards.publish(trends(2));
        assertThat(watch.complete(8, 10)).as("records are missing").isEmpty();
        assertThat(watch.complete(7, 2))
            .hasValueSatisfying(
                result -> {
                  assertThat(result.clock()).isEqualTo(CLOCK);
                  assertThat(result.records()).containsEntry("received", 7L);
                  assertThat(result.invalidReasons()).containsOnly(Map.entry("future", 1L));
                  assertThat(result.boards()).containsOnlyKeys("cities", "topics");
                  assertThat(result.boards().get("cities")).containsOnlyKeys("1m", "all");
                  assertThat(result.boards().get("topics").get("all"))
                      .extracting(FinalBoards.BoardLine::key)
                      .containsExactly("a", "b");
                  assertThat(BoardsTable.of(result)).contains("topics, all", "future 1");
                });
      }
    }
  }

  @Test
  void received_whenRedisIsLate_isAskedAgain() throws Exception {
    try (EmbeddedRedis redis = EmbeddedRedis.start(folder, 0);
        Jedis other = new Jedis(URI.create(redis.url()))) {
      Settings settings = Settings.of(Map.of(Setting.REDIS_URL, redis.url()));
      try (RedisBoards boards = new RedisBoards(settings);
          BoardWatch watch = new BoardWatch(settings)) {
        boards.publish(status(1, 7));
        other.clientPause(MORE_THAN_AN_ANSWER_MAY_TAKE);
        assertThat(watch.received()).isEqualTo(7);
      }
    }
  }

  private static Status status(long revision, long received) {
    Tally tally = new Tally(0, received - 1, 0, 0, 0, 0, 0, Map.of(Reason.FUTURE, 1L));
    return new Status(CLOCK, revision, tally, List.of(), false);
  }

  private static Trends trends(long revision) {
    return new Trends(CLOCK, revision, false, List.of(), List.of(), List.of());
  }

  private static List<Board> boards(Settings settings, long revision) {
    List<Board> boards = new ArrayList<>();
    for (Dimension dimension : settings.dimensions()) {
      for (Window window : settings.windows()) {
        List<Row> rows =
            List.of(
                new Row("a", "A", 3, 3, 0, 4),
                new Row("b", "b", 2, 1, 1, 1),
                new Row("c", "c", 1, 0, 1, 0));
        boards.add(new Board(dimension, window, CLOCK, revision, 6, 3, Board.Accuracy.EXACT, rows));
      }
    }
    return boards;
  }
}
