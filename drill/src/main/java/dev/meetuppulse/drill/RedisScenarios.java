package dev.meetuppulse.drill;

import static dev.meetuppulse.drill.UnderLoad.LIMIT;

import dev.meetuppulse.cluster.Server.Kind;
import dev.meetuppulse.cluster.embedded.FileTree;
import dev.meetuppulse.drill.Scenario.ClusterPart;
import dev.meetuppulse.drill.Scenario.Needs;
import dev.meetuppulse.redis.RedisConnections;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** A Redis that restarts, freezes, loses its data, or refuses writes. */
final class RedisScenarios implements ScenarioGroup {
  private static final int FULL_SECONDS = 15;

  /**
   * Runs for eight seconds; a little longer where the clock is frozen within a script (Redis 7.2).
   */
  private static final String BUSY_SCRIPT =
      """
      local began, turns = redis.call('TIME')[1], 0
      while redis.call('TIME')[1] - began < 8 and turns < 5e7 do turns = turns + 1 end
      return turns""";

  @Override
  public List<Scenario> scenarios() {
    return List.of(
        scenario(Fault.REDIS_RESTART, "with persistence", here -> restart(here, true)),
        scenario(Fault.REDIS_RESTART, "without persistence", here -> restart(here, false)),
        scenario(Fault.REDIS_WIPE, "topology up", RedisScenarios::wipe),
        new Scenario(
            Fault.REDIS_WIPE.id(),
            "topology down",
            Set.of(ClusterPart.values()),
            Needs.LOAD,
            RedisScenarios::wipeWhileDown),
        scenario(Fault.REDIS_PAUSE, "", here -> ServerFaults.pause(here, Kind.REDIS)),
        scenario(Fault.REDIS_FULL, "", RedisScenarios::fill),
        scenario(Fault.REDIS_SLOW, "", RedisScenarios::block));
  }

  private static Scenario scenario(Fault fault, String variant, Scenario.Injection injection) {
    return new Scenario(fault.id(), variant, Set.of(ClusterPart.REDIS), Needs.LOAD, injection);
  }

  private static double restart(Environment here, boolean persists)
      throws IOException, InterruptedException {
    String name = ServerFaults.first(here, Kind.REDIS);
    Path directory = here.cluster().process(name).directory();
    return ServerFaults.restart(
        here,
        Kind.REDIS,
        () -> {
          if (!persists) {
            deleteData(directory);
          }
        });
  }

  private static void deleteData(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "appendonly*")) {
      for (Path file : files) {
        FileTree.delete(file);
      }
    }
  }

  private static double wipe(Environment here) throws InterruptedException {
    flushAll(here);
    return here.boards().awaitFresh(LIMIT);
  }

  private static double wipeWhileDown(Environment here) throws InterruptedException {
    here.cluster().killTopology(here.name(), 0);
    flushAll(here);
    here.submit(here.workers());
    return here.boards().awaitFresh(LIMIT);
  }

  /** Redis refuses all that needs memory, as once {@code maxmemory} is reached. */
  private static double fill(Environment here) throws InterruptedException {
    try (UnifiedJedis redis = RedisConnections.open(here.settings(), 1)) {
      here.note("redis is full");
      redis.configSet("maxmemory-policy", "noeviction");
      redis.configSet("maxmemory", "1");
      try {
        TimeUnit.SECONDS.sleep(FULL_SECONDS);
      } finally {
        redis.configSet("maxmemory", "0");
        here.note("redis has room again");
      }
    }
    return here.boards().awaitFresh(LIMIT);
  }

  /** A script that runs for long: Redis does not answer, and then answers BUSY. */
  private static double block(Environment here) throws InterruptedException {
    try (UnifiedJedis redis = RedisConnections.open(here.settings(), 1)) {
      here.note("redis runs a script");
      redis.eval(BUSY_SCRIPT);
    } catch (JedisConnectionException e) {
      here.note("redis does not answer: " + e.getMessage());
    }
    boolean isBack =
        Poll.until(
            () -> {
              try (UnifiedJedis redis = RedisConnections.open(here.settings(), 1)) {
                return "PONG".equals(redis.ping());
              } catch (JedisException e) {
                return false;
              }
            },
            LIMIT);
    here.note(isBack ? "redis answers again" : "redis no longer answers");
    return here.boards().awaitFresh(LIMIT);
  }

  private static void flushAll(Environment here) {
    try (UnifiedJedis redis = RedisConnections.open(here.settings(), 1)) {
      redis.flushAll();
    }
  }
}
