package dev.meetuppulse.redis;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.testing.RedisFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** A real Redis on a free port, with settings of its own. */
final class RealRedis implements AutoCloseable {
  private final int port;
  private final RedisServer server;

  private RealRedis(int port, RedisServer server) {
    this.port = port;
    this.server = server;
  }

  /**
   * Starts one.
   *
   * @param lines of its configuration
   */
  static RealRedis start(String... lines) {
    try {
      int port = RedisFixture.freePort();
      RedisServerBuilder builder = RedisServer.newRedisServer().port(port).bind("127.0.0.1 -::1");
      if (lines.length == 0) {
        builder.setting("save \"\"");
      }
      for (String line : lines) {
        builder.setting(line);
      }
      RedisServer server = builder.build();
      server.start();
      return new RealRedis(port, server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  /** A connection for what only an administrator does. */
  Jedis client() {
    return new Jedis("127.0.0.1", port);
  }

  /** Settings that lead to it. */
  Settings settings() {
    return Settings.of(Map.of(Setting.REDIS_URL, "redis://127.0.0.1:" + port));
  }

  @Override
  public void close() {
    stop();
  }

  /** Ends it now. */
  void stop() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
