package dev.meetuppulse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.threads.DaemonThreads;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.redis.RedisConnections;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Health of the real server, over a Redis that is well, away, or hangs. */
class HealthTest extends RunningServer {
  /** How long the page waits for an answer. */
  private static final Duration PAGE_WAITS = Duration.ofSeconds(8);

  private static String states(JsonNode ready) {
    return StreamSupport.stream(ready.path("checks").spliterator(), false)
        .map(check -> check.path("name").asText() + "=" + check.path("state").asText())
        .collect(Collectors.joining(" "));
  }

  @Test
  void kafkaDown_isNotLiveInTheFirstHtml() {
    boards.cities("A", "B");
    Awaitility.await().until(() -> client.text("/").contains(">Live<"));
    Awaitility.await()
        .until(
            () -> {
              // Each time, so that the status itself is new.
              boards.kafkaDown();
              return client.text("/").contains(">Stale<");
            });
  }

  @Test
  void boardsOfNow_areReady_andWhatFollowsIsNot() {
    assertThat(states(client.json("/readyz")))
        .isEqualTo("redis=ok boards=bad kafka=unknown topology=unknown");
    boards.status();
    HttpResponse<byte[]> ready = client.get("/readyz");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(states(Client.json(ready))).isEqualTo("redis=ok boards=ok kafka=ok topology=ok");
    boards.kafkaDown();
    HttpResponse<byte[]> without = client.get("/readyz");
    assertThat(without.statusCode()).isEqualTo(503);
    assertThat(states(Client.json(without))).isEqualTo("redis=ok boards=ok kafka=bad topology=ok");
    redis.stop();
    assertThat(states(client.json("/readyz")))
        .isEqualTo("redis=bad boards=unknown kafka=unknown topology=unknown");
    assertThat(client.json("/readyz").at("/checks/0/remedy").asText())
        .contains("check that it runs");
    assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(client.json("/healthz").path("alive").asBoolean()).isTrue();
    redis.start();
  }

  @Test
  void boardsThatAreLeftBehind_areNamed_andThePageIsNotLive() {
    try (BoardsToTest stuck = new BoardsToTest(settings, off(-1))) {
      stuck.publish(Dimension.TOPICS, 0, "hiking");
    }
    boards.close();
    boards = new BoardsToTest(settings);
    boards.cities("Salem, OR");
    assertThat(client.json("/readyz").at("/checks/1/found").asText())
        .startsWith("no longer published while others are: topics 1m, topics 5m");
    assertThat(client.text("/")).contains(">Stale<");
    boards.publish(Dimension.TOPICS, 0, "hiking");
    boards.status();
    assertThat(states(client.json("/readyz"))).startsWith("redis=ok boards=ok");
    Awaitility.await().until(() -> client.text("/").contains(">Live<"));
  }

  @Test
  void statusOfAClockThatIsAhead_isNotLive() {
    try (BoardsToTest ahead = new BoardsToTest(settings, off(1))) {
      ahead.cities("Salem, OR");
      assertThat(client.text("/")).contains(">Stale<");
    }
  }

  private static Clock off(long minutes) {
    return Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes));
  }

  @Test
  void redisThatHangs_isNamed_andNotWaitedFor() throws Exception {
    try (SilentServer silent = new SilentServer();
        PulseServer waiting = new PulseServer(silent.settings()).start()) {
      HttpResponse<byte[]> answer = new Client(waiting.port()).get("/readyz");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(Client.json(answer).at("/checks/0/found").asText())
          .endsWith("has not answered within 700 ms");
    }
  }

  /** An answer waits for Redis in turn, each time on a connection of its own. */
  @Test
  void redisThatHangs_isReportedBeforeThePageGivesUp() throws Exception {
    try (SilentServer silent = new SilentServer();
        PulseServer waiting = new PulseServer(silent.settings()).start()) {
      Client asking = new Client(waiting.port());
      for (String path : List.of("/api/v1/live/5m", "/api/v1/live/5m?city=Salem", "/")) {
        int before = silent.connections();
        assertThat(asking.text(path)).as(path).contains("redis_down");
        int waits = silent.connections() - before;
        assertThat(RedisConnections.SHORT_TIMEOUT.multipliedBy(waits))
            .as(path)
            .isBetween(RedisConnections.SHORT_TIMEOUT, PAGE_WAITS);
      }
    }
  }

  @Test
  void answersThatWaitForRedis_leaveHealthItsThreads() throws Exception {
    try (SilentServer silent = new SilentServer();
        PulseServer waiting = new PulseServer(silent.settings()).start()) {
      Client asking = new Client(waiting.port());
      List<CompletableFuture<?>> lives =
          IntStream.range(0, 200)
              .<CompletableFuture<?>>mapToObj(i -> asking.begin("/api/v1/live/5m?city=" + i))
              .toList();
      assertThat(asking.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(lives).anyMatch(live -> !live.isDone());
    }
  }

  /** Takes connections, and says nothing. */
  private static final class SilentServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());

    private final List<Socket> clients = new CopyOnWriteArrayList<>();

    SilentServer() throws IOException {
      Thread taking = DaemonThreads.named("silent").newThread(this::take);
      taking.start();
    }

    private void take() {
      try {
        while (true) {
          clients.add(socket.accept());
        }
      } catch (IOException e) {
        // Closed.
      }
    }

    int connections() {
      return clients.size();
    }

    Settings settings() {
      String redis = "redis://127.0.0.1:" + socket.getLocalPort();
      return Settings.of(Map.of(Setting.REDIS_URL, redis, Setting.WEB_PORT, "0"));
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (Socket client : clients) {
        client.close();
      }
    }
  }
}
