package dev.meetuppulse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.threads.DaemonThreads;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.redis.RedisConnections;
import dev.meetuppulse.redis.testing.RedisFixture;
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
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Health of the real server, over a Redis that is well, away, or hangs. */
class HealthTest {
  /** How long the page waits for an answer. */
  private static final Duration PAGE_WAITS = Duration.ofSeconds(8);

  private static Settings settings(String redis) {
    return Settings.of(Map.of(Setting.REDIS_URL, redis, Setting.WEB_PORT, "0"));
  }

  private static String states(JsonNode ready) {
    StringBuilder states = new StringBuilder();
    ready
        .path("checks")
        .forEach(
            check ->
                states
                    .append(check.path("name").asText())
                    .append('=')
                    .append(check.path("state").asText())
                    .append(' '));
    return states.toString().strip();
  }

  @Test
  void boardsOfNow_areReady_andWhatFollowsIsNot() {
    try (RedisFixture redis = RedisFixture.create()) {
      Settings settings = redis.settings().with(Map.of(Setting.WEB_PORT, "0"));
      try (PulseServer server = new PulseServer(settings).start()) {
        Client client = new Client(server.port());
        assertThat(states(client.json("/readyz")))
            .isEqualTo("redis=ok boards=bad kafka=unknown topology=unknown");
        try (BoardsToTest boards = new BoardsToTest(settings)) {
          boards.status(false);
          HttpResponse<byte[]> ready = client.get("/readyz");
          assertThat(ready.statusCode()).isEqualTo(200);
          assertThat(states(Client.json(ready)))
              .isEqualTo("redis=ok boards=ok kafka=ok topology=ok");
          boards.kafkaDown();
          HttpResponse<byte[]> without = client.get("/readyz");
          assertThat(without.statusCode()).isEqualTo(503);
          assertThat(states(Client.json(without)))
              .isEqualTo("redis=ok boards=ok kafka=bad topology=ok");
        }
        redis.stop();
        assertThat(states(client.json("/readyz")))
            .isEqualTo("redis=bad boards=unknown kafka=unknown topology=unknown");
        assertThat(client.json("/readyz").at("/checks/0/remedy").asText())
            .contains("check that it runs");
        assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(client.json("/healthz").path("alive").asBoolean()).isTrue();
        redis.start();
      }
    }
  }

  @Test
  void boardsThatAreLeftBehind_areNamed_andThePageIsNotLive() {
    try (RedisFixture redis = RedisFixture.create()) {
      Settings settings = redis.settings().with(Map.of(Setting.WEB_PORT, "0"));
      Clock aMinuteAgo = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-1));
      try (PulseServer server = new PulseServer(settings).start();
          BoardsToTest stuck = new BoardsToTest(settings, aMinuteAgo);
          BoardsToTest boards = new BoardsToTest(settings)) {
        stuck.publish(Dimension.TOPICS, 0, "hiking");
        boards.cities("Salem, OR");
        Client client = new Client(server.port());
        assertThat(client.json("/readyz").at("/checks/1/found").asText())
            .startsWith("no longer published while others are: topics 1m, topics 5m");
        assertThat(client.text("/")).contains(">Stale<");
        boards.publish(Dimension.TOPICS, 0, "hiking");
        boards.status(false);
        assertThat(states(client.json("/readyz"))).startsWith("redis=ok boards=ok");
        Awaitility.await().until(() -> client.text("/").contains(">Live<"));
      }
    }
  }

  @Test
  void statusOfAClockThatIsAhead_isNotLive() {
    try (RedisFixture redis = RedisFixture.create()) {
      Settings settings = redis.settings().with(Map.of(Setting.WEB_PORT, "0"));
      Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));
      try (PulseServer server = new PulseServer(settings).start();
          BoardsToTest boards = new BoardsToTest(settings, ahead)) {
        boards.cities("Salem, OR");
        assertThat(new Client(server.port()).text("/")).contains(">Stale<");
      }
    }
  }

  @Test
  void redisThatHangs_isNamed_andNotWaitedFor() throws Exception {
    try (SilentServer silent = new SilentServer();
        PulseServer server = new PulseServer(settings(silent.url())).start()) {
      HttpResponse<byte[]> answer = new Client(server.port()).get("/readyz");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(Client.json(answer).at("/checks/0/found").asText())
          .endsWith("has not answered within 700 ms");
    }
  }

  /** An answer waits for Redis in turn, each time on a connection of its own. */
  @Test
  void redisThatHangs_isToldBeforeThePageGivesUp() throws Exception {
    try (SilentServer silent = new SilentServer();
        PulseServer server = new PulseServer(settings(silent.url())).start()) {
      Client client = new Client(server.port());
      for (String path : List.of("/api/v1/live/5m", "/api/v1/live/5m?city=Salem", "/")) {
        int before = silent.connections();
        assertThat(client.text(path)).as(path).contains("redis_down");
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
        PulseServer server = new PulseServer(settings(silent.url())).start()) {
      Client client = new Client(server.port());
      List<CompletableFuture<?>> lives =
          IntStream.range(0, 200)
              .<CompletableFuture<?>>mapToObj(i -> client.begin("/api/v1/live/5m?city=" + i))
              .toList();
      assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
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

    String url() {
      return "redis://127.0.0.1:" + socket.getLocalPort();
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
