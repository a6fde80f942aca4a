package dev.meetuppulse.drill;

import dev.meetuppulse.cluster.Server;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.redis.RedisConnections;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** The Redis servers under Sentinels, and their roles. */
record RedisServers(Environment here) {
  record Pair(Server primary, Server replica) {}

  /**
   * The pair, once the replica has all that the primary has.
   *
   * @throws DrillException if that does not come in time
   */
  Pair awaitPair(Duration limit) throws InterruptedException {
    return Poll.find(this::pair, limit)
        .orElseThrow(() -> new DrillException("no Redis is a replica that is up to date", null));
  }

  private Optional<Pair> pair() {
    Server primary = null;
    Server replica = null;
    for (Server server : here.cluster().servers(Server.Kind.REDIS)) {
      String answer = replication(server);
      if (answer.contains("role:master")) {
        primary = server;
      } else if (answer.contains("master_link_status:up")) {
        replica = server;
      }
    }
    return primary == null || replica == null
        ? Optional.empty()
        : Optional.of(new Pair(primary, replica));
  }

  /** Empty if the server does not answer. */
  private String replication(Server server) {
    try (UnifiedJedis redis =
        RedisConnections.open(
            here.settings().with(Map.of(Setting.REDIS_URL, "redis://" + server.address())), 1)) {
      return redis.info("replication");
    } catch (JedisException e) {
      return "";
    }
  }
}
