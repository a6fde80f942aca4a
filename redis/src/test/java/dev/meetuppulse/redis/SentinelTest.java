package dev.meetuppulse.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.UnifiedJedis;
import redis.embedded.RedisSentinel;

/** With a real Sentinel. */
class SentinelTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void primaryThatEnds_clientGoesOnWithTheReplica() throws Exception {
    try (RealRedis primary = RealRedis.start();
        RealRedis replica = replicaOf(primary);
        Sentinel sentinel = Sentinel.of(primary);
        UnifiedJedis client = RedisConnections.open(sentinel.settings(), 1)) {
      client.set("key", "before");
      Awaitility.await()
          .atMost(SOON)
          .until(() -> "before".equals(ask(replica, it -> it.get("key"))));
      Awaitility.await().atMost(SOON).until(() -> sentinel.replicas() == 1);
      primary.stop();

      Awaitility.await()
          .atMost(SOON)
          .ignoreExceptions()
          .until(() -> "OK".equals(client.set("key", "after")));
      assertThat(ask(replica, it -> it.get("key"))).isEqualTo("after");
    }
  }

  @Test
  void primaryThatBecomesAReplica_clientLeavesIt() throws Exception {
    try (RealRedis primary = RealRedis.start();
        RealRedis replica = replicaOf(primary);
        Sentinel sentinel = Sentinel.of(primary);
        UnifiedJedis client = RedisConnections.open(sentinel.settings(), 1)) {
      client.set("key", "before");
      Awaitility.await()
          .atMost(SOON)
          .until(() -> "before".equals(ask(replica, it -> it.get("key"))));
      Awaitility.await().atMost(SOON).until(() -> sentinel.replicas() == 1);
      sentinel.failover();
      Awaitility.await()
          .atMost(SOON)
          .until(() -> ask(primary, it -> it.info("replication")).contains("role:slave"));

      Awaitility.await()
          .atMost(SOON)
          .ignoreExceptions()
          .until(() -> "OK".equals(client.set("key", "after")));
      assertThat(ask(replica, it -> it.get("key"))).isEqualTo("after");
    }
  }

  @Test
  void sentinelThatIsAway_opensAndSaysItDoesNotAnswer() throws Exception {
    Settings nowhere =
        Settings.of(
            Map.of(
                Setting.REDIS_URL,
                "redis-sentinel://127.0.0.1:" + RealRedis.freePort() + "/mymaster"));
    try (RedisProbe probe = new RedisProbe(nowhere)) {
      assertThatThrownBy(probe::requireWritable)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("redis-sentinel://")
          .hasMessageContaining("does not answer");
    }
  }

  @Test
  void nameThatTheSentinelDoesNotKnow_isTold() throws Exception {
    try (RealRedis primary = RealRedis.start();
        Sentinel sentinel = Sentinel.of(primary);
        RedisProbe probe = new RedisProbe(sentinel.settings("other"))) {
      assertThatThrownBy(probe::requireWritable)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("other");
    }
  }

  /** Each time with a new connection: a failover ends those there are. */
  private static String ask(RealRedis server, Function<Jedis, String> question) {
    try (Jedis client = server.client()) {
      return question.apply(client);
    }
  }

  private static RealRedis replicaOf(RealRedis primary) {
    return RealRedis.start("save \"\"", "replicaof 127.0.0.1 " + primary.port());
  }

  /** One is its own majority. */
  private record Sentinel(RedisSentinel server, int port) implements AutoCloseable {

    static Sentinel of(RealRedis primary) throws IOException {
      int port = RealRedis.freePort();
      RedisSentinel server =
          RedisSentinel.newRedisSentinel()
              .bind("127.0.0.1")
              .port(port)
              .masterName("mymaster")
              .masterPort(primary.port())
              .quorumSize(1)
              .downAfterMilliseconds(1_000)
              .failOverTimeout(5_000)
              .build();
      server.start();
      return new Sentinel(server, port);
    }

    Settings settings() {
      return settings("mymaster");
    }

    Settings settings(String name) {
      return Settings.of(
          Map.of(Setting.REDIS_URL, "redis-sentinel://127.0.0.1:" + port + "/" + name));
    }

    int replicas() {
      try (Jedis sentinel = new Jedis("127.0.0.1", port)) {
        return sentinel.sentinelReplicas("mymaster").size();
      }
    }

    void failover() {
      try (Jedis sentinel = new Jedis("127.0.0.1", port)) {
        sentinel.sentinelFailover("mymaster");
      }
    }

    @Override
    public void close() throws IOException {
      server.stop();
    }
  }
}
