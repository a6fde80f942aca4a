package dev.meetuppulse.local.drill;

import dev.meetuppulse.local.cluster.Cluster;
import dev.meetuppulse.local.cluster.Worker;
import dev.meetuppulse.local.embedded.FileTree;
import dev.meetuppulse.redis.RedisConnections;
import dev.meetuppulse.topology.PulseTopology;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.RedisClient;

/** How each fault is done on a stage that others have used and others will use. */
final class Trials {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int PAUSE_SECONDS = 15;
  private static final int DOWN_SECONDS = 4;

  /** Until Nimbus takes a supervisor for dead, and a little more. */
  private static final int ABSENT_SECONDS = 25;

  private static final int FROZEN_SECONDS = 60;
  private static final int BURST_SECONDS = 30;
  private static final double BURST_FACTOR = 20;
  private static final double POISON_SHARE = 0.1;

  private Trials() {}

  /** The ways to do a fault. */
  static List<Trial> of(Fault fault, double rate) {
    return switch (fault) {
      case WORKER_KILL ->
          List.of(
              Trial.of(fault, "spout", stage -> killWorker(stage, PulseTopology.SPOUT)),
              Trial.of(fault, "count", stage -> killWorker(stage, PulseTopology.COUNT)),
              Trial.of(fault, "rank", stage -> killWorker(stage, PulseTopology.RANK)));
      case WORKER_FREEZE ->
          List.of(
              Trial.of(fault, "process", stage -> freezeWorker(stage, false)),
              Trial.of(fault, "machine", stage -> freezeWorker(stage, true)));
      case SUPERVISOR_KILL -> List.of(Trial.of(fault, "", Trials::killSupervisor));
      case NIMBUS_KILL -> List.of(Trial.of(fault, "", stage -> killDaemon(stage, "nimbus")));
      case ZOOKEEPER_RESTART ->
          List.of(Trial.of(fault, "", stage -> killDaemon(stage, "zookeeper")));
      case REDIS_RESTART ->
          List.of(
              Trial.of(fault, "with persistence", stage -> restartRedis(stage, true)),
              Trial.of(fault, "without persistence", stage -> restartRedis(stage, false)));
      case REDIS_WIPE ->
          List.of(
              Trial.of(fault, "topology up", Trials::wipeRedis),
              Trial.of(fault, "topology down", Trials::wipeRedisWhileDown));
      case REDIS_PAUSE -> List.of(Trial.of(fault, "", stage -> pause(stage, "redis")));
      case KAFKA_RESTART -> List.of(Trial.of(fault, "", stage -> restart(stage, "kafka")));
      case KAFKA_PAUSE -> List.of(Trial.of(fault, "", stage -> pause(stage, "kafka")));
      case TOPOLOGY_RESUBMIT ->
          List.of(
              Trial.of(fault, "as it was", stage -> resubmit(stage, stage.workers())),
              Trial.of(fault, "fewer workers", stage -> resubmit(stage, stage.workers() - 1)),
              Trial.of(fault, "more workers", stage -> resubmit(stage, stage.workers() + 1)));
      case REBALANCE ->
          List.of(
              Trial.of(fault, "fewer workers", stage -> rebalance(stage, stage.workers() - 1)),
              Trial.of(fault, "more workers", stage -> rebalance(stage, stage.workers() + 1)));
      case POISON -> List.of(new Trial(fault, "", POISON_SHARE, stage -> stage.awaitFresh(LIMIT)));
      case BURST -> List.of(Trial.of(fault, "", stage -> burst(stage, rate)));
      case FEED_KILL -> List.of();
      case TOPIC_RESET -> List.of();
      case CLOCK_JUMP -> List.of();
    };
  }

  private static double killWorker(Stage stage, String component) throws InterruptedException {
    Worker worker = workerOf(stage, component);
    Map<Integer, Long> ends = stage.ends();
    long since = System.currentTimeMillis();
    worker.kill();
    return stage.awaitFresh(since, ends, LIMIT);
  }

  private static Worker workerOf(Stage stage, String component) throws InterruptedException {
    stage.awaitWorkers(LIMIT);
    Set<Integer> slots = stage.cluster().storm().slots(stage.name()).get(component);
    return stage.runningWorkers().stream()
        .filter(worker -> slots.contains(worker.port()))
        .findFirst()
        .orElseThrow();
  }

  /** A frozen machine is a frozen worker whose supervisor can't end it. */
  private static double freezeWorker(Stage stage, boolean machine)
      throws IOException, InterruptedException {
    Worker worker = workerOf(stage, PulseTopology.COUNT);
    ProcessHandle supervisor = stage.cluster().process(worker.supervisor()).handle().orElseThrow();
    Map<Integer, Long> ends = stage.ends();
    long since = System.currentTimeMillis();
    try {
      Signals.freeze(worker.process());
      if (machine) {
        Signals.freeze(supervisor);
      }
      double seconds = stage.awaitFresh(since, ends, LIMIT);
      long left = FROZEN_SECONDS * 1000L - (System.currentTimeMillis() - since);
      if (machine && left > 0) {
        TimeUnit.MILLISECONDS.sleep(left);
      }
      return seconds;
    } finally {
      if (machine) {
        Signals.thaw(supervisor);
      }
      Signals.thaw(worker.process());
    }
  }

  private static double killSupervisor(Stage stage) throws InterruptedException {
    String name = workerOf(stage, PulseTopology.COUNT).supervisor();
    Map<Integer, Long> ends = stage.ends();
    long since = System.currentTimeMillis();
    stage.cluster().kill(name);
    double seconds = stage.awaitFresh(since, ends, LIMIT);
    TimeUnit.SECONDS.sleep(ABSENT_SECONDS);
    stage.cluster().start(name);
    return seconds;
  }

  private static double killDaemon(Stage stage, String name) throws InterruptedException {
    Map<Integer, Long> ends = stage.ends();
    long since = System.currentTimeMillis();
    stage.cluster().kill(name);
    TimeUnit.SECONDS.sleep(DOWN_SECONDS);
    stage.cluster().start(name);
    return stage.awaitFresh(since, ends, LIMIT);
  }

  private static double restart(Stage stage, String name) throws InterruptedException {
    stage.cluster().kill(name);
    TimeUnit.SECONDS.sleep(DOWN_SECONDS);
    stage.cluster().start(name);
    return stage.awaitFresh(LIMIT);
  }

  private static double pause(Stage stage, String name) throws IOException, InterruptedException {
    ProcessHandle process = stage.cluster().process(name).handle().orElseThrow();
    try {
      Signals.freeze(process);
      TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
    } finally {
      Signals.thaw(process);
    }
    return stage.awaitFresh(LIMIT);
  }

  private static double restartRedis(Stage stage, boolean persists)
      throws IOException, InterruptedException {
    Cluster cluster = stage.cluster();
    cluster.kill("redis");
    TimeUnit.SECONDS.sleep(DOWN_SECONDS);
    if (!persists) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(cluster.process("redis").log().getParent(), "appendonly*")) {
        for (Path file : files) {
          FileTree.delete(file);
        }
      }
    }
    cluster.start("redis");
    return stage.awaitFresh(LIMIT);
  }

  private static double wipeRedis(Stage stage) throws InterruptedException {
    wipe(stage);
    return stage.awaitFresh(LIMIT);
  }

  private static double wipeRedisWhileDown(Stage stage) throws InterruptedException {
    stage.cluster().kill(stage.name(), 0);
    wipe(stage);
    stage.submit(stage.workers());
    return stage.awaitFresh(LIMIT);
  }

  private static void wipe(Stage stage) {
    try (RedisClient redis = RedisConnections.open(stage.settings(), 1)) {
      redis.flushAll();
    }
  }

  private static double resubmit(Stage stage, int workers) throws InterruptedException {
    int others = Math.max(1, Math.min(workers, stage.cluster().slots()));
    stage.cluster().kill(stage.name(), 0);
    stage.submit(others);
    return stage.awaitFresh(LIMIT);
  }

  private static double rebalance(Stage stage, int workers) throws InterruptedException {
    int others = Math.max(1, Math.min(workers, stage.cluster().slots()));
    Map<Integer, Long> ends = stage.ends();
    long since = System.currentTimeMillis();
    stage.cluster().storm().rebalance(stage.name(), 1, others);
    stage.workers(others);
    Set<String> before = stage.workerIds();
    Stage.await(() -> !stage.workerIds().equals(before), LIMIT);
    stage.awaitFresh(since, ends, LIMIT);
    double seconds = stage.awaitFresh(LIMIT);
    return seconds < 0 ? seconds : (System.currentTimeMillis() - since) / 1e3;
  }

  private static double burst(Stage stage, double rate) throws InterruptedException {
    stage.load().rate(rate * BURST_FACTOR);
    TimeUnit.SECONDS.sleep(BURST_SECONDS);
    stage.load().rate(rate);
    return stage.awaitFresh(LIMIT);
  }
}
