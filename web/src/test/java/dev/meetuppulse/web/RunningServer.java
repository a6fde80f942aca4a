package dev.meetuppulse.web;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.testing.RedisFixture;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Runs each test on a server of its own, over a real Redis in which it has keys of its own. */
abstract class RunningServer {
  static final Duration PATIENCE = Duration.ofSeconds(90);

  static RedisFixture redis;

  Settings settings;
  PulseServer server;
  BoardsToTest boards;
  Client client;

  @BeforeAll
  static void startRedis() {
    redis = RedisFixture.create();
    Awaitility.setDefaultTimeout(PATIENCE);
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void startServer() {
    settings = redis.settings().with(Map.of(Setting.WEB_PORT, "0"));
    server = new PulseServer(settings).start();
    boards = new BoardsToTest(settings);
    client = new Client(server.port());
  }

  @AfterEach
  void stopServer() {
    boards.close();
    server.close();
  }
}
