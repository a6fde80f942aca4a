package dev.meetuppulse.drill;

import dev.meetuppulse.cluster.Cluster;
import dev.meetuppulse.cluster.ClusterException;
import dev.meetuppulse.cluster.StormClient;
import dev.meetuppulse.cluster.Worker;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.kafka.KafkaClients;
import dev.meetuppulse.kafka.Topics;
import dev.meetuppulse.redis.BoardReader;
import dev.meetuppulse.simulator.SimulatedLine;
import dev.meetuppulse.simulator.Simulator;
import dev.meetuppulse.simulator.SimulatorOptions;
import dev.meetuppulse.simulator.Truth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * A topology on the cluster with topics, Redis keys and a truth of its own. The truth adds up from
 * one load to the next.
 */
final class Stage implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int GROUPS = 2_000;
  private static final int KAFKA_MILLIS = 30_000;

  private final Cluster cluster;
  private final Settings settings;
  private final long seed;
  private final Truth truth = new Truth(Set.of("us"));
  private final BoardReader reader;
  private final Consumer<String> say;
  private final List<String> problems = new ArrayList<>();
  private int workers;
  private volatile long streamTime;
  private int loads;
  private Load load;

  /**
   * @param settings with names that no other stage has
   * @param streamTime when the stream begins, ms since the epoch
   * @param say told of progress
   */
  Stage(Cluster cluster, Settings settings, long seed, long streamTime, Consumer<String> say) {
    this.cluster = cluster;
    this.settings = cluster.settings(settings);
    this.seed = seed;
    this.streamTime = streamTime;
    this.say = say;
    this.reader = new BoardReader(this.settings);
    this.workers = settings.integer(Setting.TOPOLOGY_WORKERS);
  }

  Cluster cluster() {
    return cluster;
  }

  Settings settings() {
    return settings;
  }

  String name() {
    return settings.text(Setting.TOPOLOGY_NAME);
  }

  Truth truth() {
    return truth;
  }

  Judge judge() {
    return new Judge(truth, settings.integer(Setting.COUNT_TOP), boards(), say);
  }

  private int boards() {
    return settings.windows().size() * settings.dimensions().size();
  }

  /** Submits the topology with that many workers. */
  void submit(int workerCount) throws InterruptedException {
    Topics.ensure(settings);
    workers = workerCount;
    cluster.submit(settings.with(Map.of(Setting.TOPOLOGY_WORKERS, Integer.toString(workerCount))));
  }

  /** Sets how many workers {@link #awaitWorkers} waits for. */
  void workers(int workerCount) {
    workers = workerCount;
  }

  int workers() {
    return workers;
  }

  /**
   * Begins to send: the stream goes on where the last load ended.
   *
   * @param rate lines a second
   * @param streamRate lines a second of stream time
   * @param poison share of lines that break a rule
   */
  Load load(double rate, double streamRate, double poison) throws InterruptedException {
    Simulator simulator = new Simulator(nextStream(streamRate).withPoison(poison));
    return load(rate, () -> send(simulator.next()));
  }

  /** As {@link #load(double, double, double)}, but most lines are changed beyond recognition. */
  Load mutatedLoad(double rate, double streamRate) throws InterruptedException {
    SimulatorOptions stream = nextStream(streamRate);
    Simulator simulator = new Simulator(stream);
    Mutations mutations = new Mutations(stream.seed());
    return load(
        rate,
        () -> {
          SimulatedLine line = simulator.next();
          return send(mutations.mutate(line.bytes()));
        });
  }

  private Load load(double rate, Supplier<byte[]> lines) throws InterruptedException {
    load =
        new Load(
            settings,
            new Load.LineFeed() {
              @Override
              public byte[] next() {
                return lines.get();
              }

              @Override
              public void alsoSent(byte[] line) {
                send(line);
              }
            },
            rate);
    return load;
  }

  private byte[] send(byte[] line) {
    truth.accept(line, System.currentTimeMillis());
    streamTime(truth.clock());
    return line;
  }

  private byte[] send(SimulatedLine line) {
    truth.accept(line);
    streamTime(line.at());
    return line.bytes();
  }

  /** The stream of the next load. */
  SimulatorOptions nextStream(double streamRate) {
    return SimulatorOptions.of(seed + loads++, streamTime + 1_000, streamRate)
        .withGroups(GROUPS)
        .withDaily(false);
  }

  /** Says that the stream has come so far. */
  void streamTime(long millis) {
    streamTime = Math.max(streamTime, millis);
  }

  /** Notes something that went wrong beside the counts. */
  void problem(String what) {
    problems.add(what);
  }

  /** Returns the problems noted since the last call, and forgets them. */
  String takeProblems() {
    String all = String.join("; ", problems);
    problems.clear();
    return all;
  }

  /** The load that runs or ran last. */
  Load load() {
    return load;
  }

  /** Where each partition of the topic ends. */
  Map<Integer, Long> ends() throws InterruptedException {
    return ends(settings.text(Setting.KAFKA_TOPIC));
  }

  /** Where each partition of a topic ends. */
  Map<Integer, Long> ends(String topic) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (int i = 0; i < settings.integer(Setting.KAFKA_PARTITIONS); i++) {
      wanted.put(new TopicPartition(topic, i), OffsetSpec.latest());
    }
    try (Admin admin = admin()) {
      Map<Integer, Long> ends = new HashMap<>();
      for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
          admin.listOffsets(wanted).all().get().entrySet()) {
        ends.put(end.getKey().partition(), end.getValue().offset());
      }
      return ends;
    } catch (ExecutionException e) {
      throw new DrillException("can't ask Kafka where " + topic + " ends", e.getCause());
    }
  }

  /** How many dead letters were ever written. */
  long letters() throws InterruptedException {
    return ends(settings.text(Setting.KAFKA_DEAD_LETTERS)).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  Admin admin() {
    Map<String, Object> config = KafkaClients.admin(settings);
    config.put("default.api.timeout.ms", KAFKA_MILLIS);
    return Admin.create(config);
  }

  /** Reads the status and boards that are published now. */
  Published published() {
    return Published.read(reader, settings);
  }

  /**
   * Waits until all boards are newer than now and hold what Kafka has by now.
   *
   * @return seconds it took; below 0 if it took longer than the limit
   */
  double awaitFresh(Duration limit) throws InterruptedException {
    return awaitFresh(System.currentTimeMillis(), ends(), limit);
  }

  /**
   * Waits until all boards are newer than a time and hold all records below the offsets.
   *
   * @return seconds since that time; below 0 if it took longer than the limit
   */
  double awaitFresh(long since, Map<Integer, Long> offsets, Duration limit)
      throws InterruptedException {
    boolean fresh = await(() -> published().isNewer(since, offsets), limit);
    return fresh ? (System.currentTimeMillis() - since) / 1e3 : -1;
  }

  /**
   * Waits until everything that was sent is published and nothing changes any more.
   *
   * @return what is published in the end, right or wrong
   */
  Published awaitAll(Duration limit) throws InterruptedException {
    long sent = truth.records().received();
    await(
        () -> {
          Published now = published();
          return now.isWhole(boards()) && now.received() >= sent;
        },
        limit);
    // What was counted twice may come late.
    TimeUnit.MILLISECONDS.sleep(1_500);
    await(() -> published().isWhole(boards()), limit);
    return published();
  }

  /** Waits until as many workers run as there should be, each started long enough to be ready. */
  void awaitWorkers(Duration limit) throws InterruptedException {
    await(() -> workerIds().size() == workers, limit);
  }

  /**
   * Waits until every partition is counted. On the wall clock what is sent before may be too old
   * when the count begins.
   *
   * @throws DrillException if that takes longer than the limit
   */
  void awaitCounting(Duration limit) throws InterruptedException {
    int partitions = settings.integer(Setting.KAFKA_PARTITIONS);
    if (!await(() -> published().status().path("partitions").size() == partitions, limit)) {
      throw new DrillException(
          name() + " does not count; its workers' logs are in " + logs(), null);
    }
  }

  private Path logs() {
    return cluster.root().resolve("logs/workers");
  }

  /** Storm's names for the workers that run this topology. */
  Set<String> workerIds() {
    Set<String> ids = new HashSet<>();
    for (Worker worker : runningWorkers()) {
      ids.add(worker.id());
    }
    return ids;
  }

  /** The workers that run this topology. */
  List<Worker> runningWorkers() {
    return cluster.workers().stream()
        .filter(worker -> worker.topology().startsWith(name() + "-"))
        .toList();
  }

  /** True once something holds, false if it does not within the limit. */
  static boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
    return true;
  }

  /** Stops the load and the topology. */
  @Override
  public void close() {
    if (load != null) {
      load.close();
    }
    reader.close();
    try {
      if (cluster.storm().topologies().stream()
          .map(StormClient.Topology::name)
          .anyMatch(name()::equals)) {
        cluster.kill(name(), 0);
      }
    } catch (ClusterException e) {
      say.accept(e.getMessage());
    }
  }
}
