package dev.meetuppulse.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.testing.RedisFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ClientKillParams;
import redis.clients.jedis.params.ClientKillParams.SkipMe;
import redis.embedded.RedisSentinel;

/** With a real Sentinel. */
class SentinelTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int CLIENTS = 10;

  @Test
  void primaryThatEnds_clientGoesOnWithTheReplica() throws Exception {
    assertGoesOnWithTheReplica((primary, sentinel) -> primary.stop());
  }

  @Test
  void primaryThatBecomesAReplica_clientLeavesIt() throws Exception {
    assertGoesOnWithTheReplica(
        (primary, sentinel) -> {
          sentinel.failover();
          Awaitility.await()
              .atMost(SOON)
              .until(() -> ask(primary, it -> it.info("replication")).contains("role:slave"));
        });
  }

  private static void assertGoesOnWithTheReplica(BiConsumer<RedisFixture, Sentinel> change)
      throws Exception {
    try (RedisFixture primary = RedisFixture.create();
        RedisFixture replica = replicaOf(primary);
        Sentinel sentinel = Sentinel.of(primary);
        UnifiedJedis client = RedisConnections.open(sentinel.settings(), 1)) {
      client.set("key", "before");
      Awaitility.await()
          .atMost(SOON)
          .until(() -> "before".equals(ask(replica, it -> it.get("key"))));
      Awaitility.await().atMost(SOON).until(() -> sentinel.replicas() == 1);
      change.accept(primary, sentinel);

      awaitSet(client, "after");
      assertThat(ask(replica, it -> it.get("key"))).isEqualTo("after");
    }
  }

  /** Cut off from the others, it and the primary it knows know of no failover. */
  @Test
  void sentinelThatMissedAFailover_isOutvoted() throws Exception {
    try (RedisFixture former = RedisFixture.create();
        RedisFixture primary = RedisFixture.create();
        Sentinel stale = Sentinel.of(former);
        Sentinel other = Sentinel.start(primary, RedisFixture.freePort(), 7)) {
      for (int i = 0; i < CLIENTS; i++) {
        Settings settings =
            i % 2 == 0 ? settings(stale.port, other.port) : settings(other.port, stale.port);
        try (UnifiedJedis client = RedisConnections.open(settings, 1)) {
          client.incr("key");
          client.incr("key");
        }
      }

      assertThat(ask(primary, it -> it.get("key"))).isEqualTo(Integer.toString(2 * CLIENTS));
      assertThat(ask(former, it -> it.get("key"))).isNull();
    }
  }

  @Test
  void sentinelThatMissedAFailover_isNotBelievedWhenTheOthersAreAway() throws Exception {
    try (RedisFixture former = RedisFixture.create();
        RedisFixture primary = RedisFixture.create();
        Sentinel stale = Sentinel.of(former)) {
      int port = RedisFixture.freePort();
      try (UnifiedJedis client = RedisConnections.open(settings(port, stale.port), 1)) {
        try (Sentinel other = Sentinel.start(primary, port, 7)) {
          assertThat(client.set("key", "one")).isEqualTo("OK");
          assertThat(other.port()).isEqualTo(port);
        }
        ask(primary, it -> "" + it.clientKill(new ClientKillParams().skipMe(SkipMe.YES)));

        awaitSet(client, "two");
        assertThat(ask(primary, it -> it.get("key"))).isEqualTo("two");
        assertThat(ask(former, it -> it.get("key"))).isNull();
      }
    }
  }

  @Test
  void primaryThatAnswers_isLeftOnceSentinelsNameAnother() throws Exception {
    int port = RedisFixture.freePort();
    try (RedisFixture former = RedisFixture.create();
        RedisFixture primary = RedisFixture.create();
        Sentinel stale = Sentinel.of(former);
        UnifiedJedis client = RedisConnections.open(settings(stale.port, port), 1)) {
      client.set("key", "before");
      assertThat(ask(former, it -> it.get("key"))).isEqualTo("before");

      try (Sentinel other = Sentinel.start(primary, port, 7)) {
        assertThat(other.port()).isEqualTo(port);
        Awaitility.await()
            .atMost(SOON)
            .ignoreExceptions()
            .until(
                () -> {
                  client.set("key", "after");
                  return "after".equals(ask(primary, it -> it.get("key")));
                });
      }
    }
  }

  @Test
  void sentinelThatIsAway_opensAndReportsNoResponse() throws Exception {
    Settings nowhere =
        Settings.of(
            Map.of(
                Setting.REDIS_URL,
                "redis-sentinel://127.0.0.1:" + RedisFixture.freePort() + "/mymaster"));
    try (RedisProbe probe = new RedisProbe(nowhere)) {
      assertThatThrownBy(probe::requireWritable)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("redis-sentinel://")
          .hasMessageContaining("does not answer");
    }
  }

  @Test
  void nameThatTheSentinelDoesNotKnow_isReported() throws Exception {
    try (RedisFixture primary = RedisFixture.create();
        Sentinel sentinel = Sentinel.of(primary);
        RedisProbe probe = new RedisProbe(sentinel.settings("other"))) {
      assertThatThrownBy(probe::requireWritable)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("other");
    }
  }

  private static void awaitSet(UnifiedJedis client, String value) {
    Awaitility.await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> "OK".equals(client.set("key", value)));
  }

  /** Each time with a new connection: a failover ends those there are. */
  private static String ask(RedisFixture server, Function<Jedis, String> question) {
    try (Jedis client = server.client()) {
      return question.apply(client);
    }
  }

  private static Settings settings(int onePort, int otherPort) {
    return Settings.of(
        Map.of(
            Setting.REDIS_URL,
            "redis-sentinel://127.0.0.1:" + onePort + ",127.0.0.1:" + otherPort + "/mymaster"));
  }

  private static RedisFixture replicaOf(RedisFixture primary) {
    return RedisFixture.create("replicaof 127.0.0.1 " + primary.port());
  }

  /** One is its own majority. */
  private record Sentinel(RedisSentinel server, int port, Path file) implements AutoCloseable {

    static Sentinel of(RedisFixture primary) throws IOException {
      return start(primary, RedisFixture.freePort(), 0);
    }

    /**
     * @param failover the number of the last one it knows
     */
    static Sentinel start(RedisFixture primary, int port, int failover) throws IOException {
      Path file = Files.createTempFile("sentinel", ".conf");
      Files.write(
          file,
          List.of(
              "bind 127.0.0.1",
              "port " + port,
              "sentinel monitor mymaster 127.0.0.1 " + primary.port() + " 1",
              "sentinel down-after-milliseconds mymaster 1000",
              "sentinel failover-timeout mymaster 5000",
              "sentinel config-epoch mymaster " + failover));
      RedisSentinel server =
          RedisSentinel.newRedisSentinel().port(port).configFile(file.toString()).build();
      server.start();
      return new Sentinel(server, port, file);
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
      Files.delete(file);
    }
  }
}
