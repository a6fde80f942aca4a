package dev.meetuppulse.web;

import dev.meetuppulse.core.config.Setting;
import dev.meetuppulse.core.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;
import redis.embedded.RedisServer;

/** A real Redis on a free port that can be stopped and started. */
final class TestRedis implements AutoCloseable {
  private final int port;
  private RedisServer server;

  TestRedis() {
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  void start() {
    try {
      server = RedisServer.newRedisServer().port(port).setting("save \"\"").build();
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stop() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Settings that lead to it, and a page on any free port. */
  Settings settings() {
    return Settings.of(
        Map.of(Setting.REDIS_URL, "redis://127.0.0.1:" + port, Setting.WEB_PORT, "0"));
  }

  @Override
  public void close() {
    stop();
  }
}
