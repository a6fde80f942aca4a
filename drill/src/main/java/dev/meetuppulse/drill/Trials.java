package dev.meetuppulse.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meetuppulse.cluster.Cluster;
import dev.meetuppulse.cluster.ClusterException;
import dev.meetuppulse.cluster.Worker;
import dev.meetuppulse.cluster.embedded.FileTree;
import dev.meetuppulse.core.rsvp.MemberRemover;
import dev.meetuppulse.core.rsvp.MtimeShift;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.kafka.Topics;
import dev.meetuppulse.redis.RedisConnections;
import dev.meetuppulse.simulator.Poison;
import dev.meetuppulse.simulator.SimulatedLine;
import dev.meetuppulse.simulator.Simulator;
import dev.meetuppulse.simulator.SimulatorOptions;
import dev.meetuppulse.topology.PulseTopology;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import redis.clients.jedis.UnifiedJedis;

/** The injection of each fault. Most leave the stage so that another can use it. */
final class Trials {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int PAUSE_SECONDS = 15;
  private static final int DOWN_SECONDS = 4;

  /** Until Nimbus takes a supervisor for dead, and a little more. */
  private static final int ABSENT_SECONDS = 25;

  private static final int FROZEN_SECONDS = 60;
  private static final int BURST_SECONDS = 30;
  private static final double BURST_FACTOR = 20;
  private static final double POISON_SHARE = 0.1;
  private static final int DRAIN_SECONDS = 8;
  private static final int FEED_SECONDS = 8;
  private static final Duration JUMP = Duration.ofDays(20);
  private static final long SPARE_MILLIS = 3_000;

  /** The factor by which a machine may be too slow for the requested rate. */
  private static final int SLOWEST = 4;

  /** Lines a second of stream time: few, so that windows of minutes move on. */
  private static final double STREAM_RATE = 20;

  private final Drill.Options options;

  Trials(Drill.Options options) {
    this.options = options;
  }

  /** The ways to do a fault. */
  List<Trial> of(Fault fault) {
    return switch (fault) {
      case WORKER_KILL ->
          List.of(
              underLoad(fault, "spout", stage -> killWorker(stage, PulseTopology.SPOUT)),
              underLoad(fault, "count", stage -> killWorker(stage, PulseTopology.COUNT)),
              underLoad(fault, "rank", stage -> killWorker(stage, PulseTopology.RANK)));
      case WORKER_FREEZE ->
          List.of(
              underLoad(fault, "process", stage -> freezeWorker(stage, false)),
              underLoad(fault, "machine", stage -> freezeWorker(stage, true)));
      case SUPERVISOR_KILL ->
          List.of(
              underLoad(fault, "alone", stage -> killSupervisor(stage, false)),
              underLoad(fault, "with a worker", stage -> killSupervisor(stage, true)));
      case NIMBUS_KILL -> List.of(underLoad(fault, "", stage -> killDaemon(stage, "nimbus")));
      case ZOOKEEPER_RESTART ->
          List.of(underLoad(fault, "", stage -> killDaemon(stage, "zookeeper")));
      case REDIS_RESTART ->
          List.of(
              underLoad(fault, "with persistence", stage -> restartRedis(stage, true)),
              underLoad(fault, "without persistence", stage -> restartRedis(stage, false)));
      case REDIS_WIPE ->
          List.of(
              underLoad(fault, "topology up", Trials::wipeRedis),
              underLoad(fault, "topology down", Trials::wipeRedisWhileDown));
      case REDIS_PAUSE -> List.of(underLoad(fault, "", stage -> pause(stage, "redis")));
      case KAFKA_RESTART -> List.of(underLoad(fault, "", stage -> restart(stage, "kafka")));
      case KAFKA_PAUSE -> List.of(underLoad(fault, "", stage -> pause(stage, "kafka")));
      case TOPOLOGY_RESUBMIT ->
          List.of(
              underLoad(fault, "as it was", stage -> resubmit(stage, stage.workers())),
              underLoad(fault, "fewer workers", stage -> resubmit(stage, stage.workers() - 1)),
              underLoad(fault, "more workers", stage -> resubmit(stage, stage.workers() + 1)),
              new Trial(fault, "drained", false, this::drain));
      case REBALANCE ->
          List.of(
              underLoad(fault, "fewer workers", stage -> rebalance(stage, stage.workers() - 1)),
              underLoad(fault, "more workers", stage -> rebalance(stage, stage.workers() + 1)));
      case POISON -> List.of(new Trial(fault, "", false, stage -> badInput(stage, false)));
      case MUTATION -> List.of(new Trial(fault, "", false, stage -> badInput(stage, true)));
      case BURST -> List.of(underLoad(fault, "", this::burst));
      case FEED_KILL -> List.of(new Trial(fault, "", false, this::killFeed));
      case TOPIC_RESET -> List.of(new Trial(fault, "", false, this::resetTopic));
      case CLOCK_JUMP ->
          List.of(
              underLoad(fault, "far future", Trials::jump),
              new Trial(fault, "silence", true, this::silence));
    };
  }

  private Trial underLoad(Fault fault, String variant, Trial.Injection injection) {
    return new Trial(fault, variant, false, stage -> underLoad(stage, STREAM_RATE, injection));
  }

  private double underLoad(Stage stage, double streamRate, Trial.Injection injection)
      throws Exception {
    return underLoad(stage, stage.load(options.rate(), streamRate, 0), injection);
  }

  private double underLoad(Stage stage, Load running, Trial.Injection injection) throws Exception {
    try (Load load = running) {
      if (stage.awaitFresh(LIMIT) < 0) {
        throw new ClusterException("the topology does not count; see its workers' logs");
      }
      double seconds = injection.run(stage);
      Stage.await(() -> load.sent() >= options.records(), sendingLimit());
      load.finish();
      return seconds;
    }
  }

  private Duration sendingLimit() {
    return LIMIT.plusSeconds((long) (SLOWEST * options.records() / options.rate()));
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

  /** With a worker it is as if a machine were gone: Nimbus must find another place for the work. */
  private static double killSupervisor(Stage stage, boolean withWorker)
      throws InterruptedException {
    Worker worker = workerOf(stage, PulseTopology.COUNT);
    Map<Integer, Long> ends = stage.ends();
    long since = System.currentTimeMillis();
    stage.cluster().kill(worker.supervisor());
    if (withWorker) {
      worker.kill();
    }
    double seconds = stage.awaitFresh(since, ends, LIMIT);
    long left = ABSENT_SECONDS * 1000L - (System.currentTimeMillis() - since);
    if (left > 0) {
      TimeUnit.MILLISECONDS.sleep(left);
    }
    stage.cluster().start(worker.supervisor());
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
    try (UnifiedJedis redis = RedisConnections.open(stage.settings(), 1)) {
      redis.flushAll();
    }
  }

  private static double resubmit(Stage stage, int workers) throws InterruptedException {
    int others = Math.max(1, Math.min(workers, stage.cluster().slots()));
    stage.cluster().kill(stage.name(), 0);
    stage.submit(others);
    return stage.awaitFresh(LIMIT);
  }

  /**
   * Bad records tell what was read, for their letters are written at once: what was read before the
   * end must be counted at the end, and never be read again.
   */
  private double drain(Stage stage) throws Exception {
    long lettersBefore = stage.letters();
    long invalidBefore = stage.truth().records().invalid();
    double seconds =
        underLoad(
            stage,
            stage.load(options.rate(), STREAM_RATE, POISON_SHARE),
            here -> {
              here.cluster().kill(here.name(), DRAIN_SECONDS);
              long read = here.letters() - lettersBefore;
              long counted = here.published().invalid() - invalidBefore;
              if (read != counted) {
                here.problem(read + " bad records were read before the end, counted " + counted);
              }
              here.submit(here.workers());
              return here.awaitFresh(LIMIT);
            });
    stage.awaitAll(LIMIT);
    long read = stage.letters() - lettersBefore;
    long sent = stage.truth().records().invalid() - invalidBefore;
    if (read != sent) {
      stage.problem(sent + " bad records were sent, " + read + " read");
    }
    return seconds;
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

  private double burst(Stage stage) throws InterruptedException {
    stage.load().rate(options.rate() * BURST_FACTOR);
    TimeUnit.SECONDS.sleep(BURST_SECONDS);
    stage.load().rate(options.rate());
    return stage.awaitFresh(LIMIT);
  }

  /** Every bad record must be found in the dead letters, without its member. */
  private double badInput(Stage stage, boolean mutated) throws Exception {
    String topic = stage.settings().text(Setting.KAFKA_DEAD_LETTERS);
    Map<Integer, Long> before = stage.ends(topic);
    long invalid = stage.truth().records().invalid();
    Set<String> workers = stage.workerIds();
    Load load =
        mutated
            ? stage.mutatedLoad(options.rate(), STREAM_RATE)
            : stage.load(options.rate(), STREAM_RATE, POISON_SHARE);
    double seconds = underLoad(stage, load, here -> here.awaitFresh(LIMIT));
    stage.awaitAll(LIMIT);
    Set<String> letters = new HashSet<>();
    AtomicBoolean secret = new AtomicBoolean();
    TopicReader.read(
        stage.settings(),
        topic,
        before,
        stage.ends(topic),
        letter -> {
          letters.add(new String(letter.key(), UTF_8));
          if (new String(letter.value(), UTF_8).contains(Poison.SECRET)) {
            secret.set(true);
          }
        });
    if (secret.get()) {
      stage.problem("a member is in the dead letters");
    }
    long sent = stage.truth().records().invalid() - invalid;
    if (letters.size() != sent) {
      stage.problem(letters.size() + " dead letters for " + sent + " bad records");
    }
    if (!stage.workerIds().equals(workers)) {
      stage.problem("a worker was restarted");
    }
    return seconds;
  }

  /** The truth is read from the topic: what the producer sent twice is there twice. */
  private double killFeed(Stage stage) throws Exception {
    SimulatorOptions stream =
        stage
            .nextStream(STREAM_RATE)
            .withRecords(Math.max(options.records(), (long) (options.rate() * FEED_SECONDS)));
    Map<Integer, Long> before = stage.ends();
    long flushed;
    try (FeedProcess first = FeedProcess.start(stage.settings(), stream, 0, options.rate())) {
      Stage.await(() -> first.flushed() >= stream.records() / 2, sendingLimit());
      first.kill();
      flushed = first.flushed();
    }
    long since = System.currentTimeMillis();
    double seconds;
    try (FeedProcess second =
        FeedProcess.start(stage.settings(), stream, flushed, options.rate())) {
      Stage.await(() -> second.flushed() > flushed, LIMIT);
      seconds = stage.awaitFresh(since, stage.ends(), LIMIT);
      if (!second.await(sendingLimit()) || second.flushed() < stream.records()) {
        throw new ClusterException("the second producer did not finish");
      }
    }
    Map<String, Integer> missing = new HashMap<>();
    Simulator simulator = new Simulator(stream);
    while (simulator.hasNext()) {
      SimulatedLine line = simulator.next();
      missing.merge(new String(MemberRemover.remove(line.bytes()).line(), UTF_8), 1, Integer::sum);
      stage.streamTime(line.at());
    }
    TopicReader.read(
        stage.settings(),
        stage.settings().text(Setting.KAFKA_TOPIC),
        before,
        stage.ends(),
        record -> {
          stage.truth().accept(record.value(), System.currentTimeMillis());
          missing.computeIfPresent(
              new String(record.value(), UTF_8), (line, count) -> count == 1 ? null : count - 1);
        });
    if (!missing.isEmpty()) {
      stage.problem(missing.size() + " lines never reached Kafka");
    }
    return seconds;
  }

  /** Records that Kafka no longer holds can't be counted: all are counted before the topic goes. */
  private double resetTopic(Stage stage) throws Exception {
    underLoad(stage, STREAM_RATE, here -> 0);
    stage.awaitAll(LIMIT);
    String topic = stage.settings().text(Setting.KAFKA_TOPIC);
    try (Admin admin = stage.admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
      Stage.await(() -> !exists(admin, topic), LIMIT);
    }
    Topics.ensure(stage.settings());
    long since = System.currentTimeMillis();
    try (Load load = stage.load(options.rate(), STREAM_RATE, 0)) {
      Stage.await(() -> load.sent() >= options.rate(), LIMIT);
      double seconds = stage.awaitFresh(since, stage.ends(), LIMIT);
      Stage.await(() -> load.sent() >= options.records(), sendingLimit());
      load.finish();
      return seconds;
    }
  }

  private static boolean exists(Admin admin, String topic) {
    try {
      return admin.listTopics().names().get().contains(topic);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }

  /** One record that no clock can have seen, and one that takes the event clock weeks ahead. */
  private static double jump(Stage stage) throws InterruptedException {
    byte[] line = new Simulator(stage.nextStream(STREAM_RATE)).next().bytes();
    stage.load().send(MtimeShift.shift(line, Duration.ofDays(36_500).toMillis()));
    stage.load().send(MtimeShift.shift(line, JUMP.toMillis()));
    TimeUnit.SECONDS.sleep(1);
    return stage.awaitFresh(LIMIT);
  }

  /** On the wall clock: boards must empty when nothing comes, and fill again. */
  private double silence(Stage stage) throws Exception {
    stage.streamTime(System.currentTimeMillis() - SPARE_MILLIS);
    underLoad(
        stage,
        options.rate(),
        here -> {
          byte[] line = new Simulator(here.nextStream(options.rate())).next().bytes();
          here.load().send(MtimeShift.shift(line, Duration.ofDays(36_500).toMillis()));
          return 0;
        });
    stage.awaitAll(LIMIT);
    long longest =
        stage.settings().windows().stream().mapToLong(Window::millis).max().orElseThrow();
    TimeUnit.MILLISECONDS.sleep(longest + SPARE_MILLIS);
    int wrong = stage.judge().wrongRows(stage.published());
    if (wrong > 0) {
      stage.problem(wrong + " wrong rows after the silence");
    }
    if (stage.published().status().path("clock").asLong()
        < System.currentTimeMillis() - SPARE_MILLIS) {
      stage.problem("the clock stood still in the silence");
    }
    stage.streamTime(System.currentTimeMillis() - SPARE_MILLIS);
    long since = System.currentTimeMillis();
    double[] seconds = new double[1];
    underLoad(
        stage, options.rate(), here -> seconds[0] = here.awaitFresh(since, here.ends(), LIMIT));
    return seconds[0];
  }
}
