package dev.meetuppulse.topology;

import dev.meetuppulse.bolts.AnnounceBolt;
import dev.meetuppulse.bolts.CountBolt;
import dev.meetuppulse.bolts.FilterBolt;
import dev.meetuppulse.bolts.ParseBolt;
import dev.meetuppulse.bolts.PartitionGrouping;
import dev.meetuppulse.bolts.RankBolt;
import dev.meetuppulse.bolts.Serializers;
import dev.meetuppulse.bolts.StoreBolt;
import dev.meetuppulse.core.board.StoreFactory;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.settings.WorkerProfile;
import dev.meetuppulse.kafka.KafkaDeadLetters;
import dev.meetuppulse.redis.RedisStores;
import dev.meetuppulse.spouts.KafkaBatchSpout;
import dev.meetuppulse.spouts.SpoutOptions;
import dev.meetuppulse.topology.metrics.RedisMetricsReporter;
import java.nio.ByteBuffer;
import org.apache.storm.Config;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.kafka.spout.FirstPollOffsetStrategy;
import org.apache.storm.kafka.spout.KafkaSpoutConfig;
import org.apache.storm.policy.WaitStrategyPark;
import org.apache.storm.topology.TopologyBuilder;

/** Wires the topology as its README shows. */
public final class PulseTopology {
  public static final String SPOUT = "rsvps";
  public static final String PARSE = "parse";
  public static final String FILTER = "filter";
  public static final String COUNT = "count";
  public static final String RANK = "rank";
  public static final String STORE = "store";
  public static final String ANNOUNCE = "announce";

  private static final int TICK_SECONDS = 1;
  private static final int POLL_TIMEOUT_MS = 10;
  private static final int FETCH_BYTES = 4 << 20;

  /**
   * Kafka's client reads from its socket only when all it has fetched is handed out. What arrives
   * in the meantime must fit into the socket's buffer, which the kernel sizes by need.
   */
  private static final int SOCKET_BYTES = -1;

  /** The spout waits this long after reading what it can't emit yet, so it must be short. */
  private static final int SPOUT_PARK_MICROS = 500;

  private static final int BOLT_PARK_MICROS = 2_000;

  /**
   * Batches that may queue before a task: enough work while the spout reads the next ones from its
   * socket. Each may hold megabytes.
   */
  private static final int RECEIVE_BUFFER = 16;

  /** Takes a topology to run, as Storm's own submitters do. */
  @FunctionalInterface
  public interface TopologySubmitter {
    void submit(String name, Config config, StormTopology topology) throws Exception;
  }

  private PulseTopology() {}

  /** Submits the topology of these settings, with its state in Redis. */
  public static void submit(Settings settings, TopologySubmitter submitter) throws Exception {
    submitter.submit(
        settings.text(Setting.TOPOLOGY_NAME),
        config(settings),
        build(settings, new RedisStores(settings)));
  }

  /**
   * The components and how they are joined: one list, in the order in which a record meets them.
   */
  public static StormTopology build(Settings settings, StoreFactory stores) {
    TopologyBuilder builder = new TopologyBuilder();
    builder.setSpout(
        SPOUT,
        new KafkaBatchSpout(kafka(settings), stores, spoutOptions(settings)),
        settings.integer(Setting.TOPOLOGY_SPOUTS));
    builder
        .setBolt(
            PARSE,
            new ParseBolt(
                settings.text(Setting.KAFKA_TOPIC), KafkaDeadLetters.in(settings), stores),
            settings.integer(Setting.TOPOLOGY_PARSERS))
        .customGrouping(SPOUT, PartitionGrouping.preferLocal());
    builder
        .setBolt(
            FILTER,
            new FilterBolt(settings.list(Setting.COUNT_COUNTRIES)),
            settings.integer(Setting.TOPOLOGY_FILTERS))
        .customGrouping(PARSE, PartitionGrouping.preferLocal());
    builder
        .setBolt(
            COUNT, new CountBolt(settings, stores), settings.integer(Setting.TOPOLOGY_COUNTERS))
        .customGrouping(FILTER, PartitionGrouping.global())
        .addConfiguration(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, TICK_SECONDS);
    builder
        .setBolt(RANK, new RankBolt(settings, stores), settings.integer(Setting.TOPOLOGY_RANKERS))
        .allGrouping(COUNT)
        .allGrouping(COUNT, CountBolt.IDLE_STREAM)
        .allGrouping(SPOUT, KafkaBatchSpout.SOURCE_STREAM)
        .addConfiguration(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, TICK_SECONDS);
    builder
        .setBolt(STORE, new StoreBolt(stores), 1)
        .globalGrouping(RANK)
        .globalGrouping(RANK, RankBolt.STATUS_STREAM)
        .globalGrouping(RANK, RankBolt.TRENDS_STREAM)
        .addConfiguration(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, TICK_SECONDS);
    builder
        .setBolt(ANNOUNCE, new AnnounceBolt(settings), 1)
        .globalGrouping(RANK, RankBolt.TRENDS_STREAM);
    return builder.createTopology();
  }

  /**
   * Checks that the settings fit together, before anything starts.
   *
   * @throws IllegalArgumentException in one line: the key, its value, and what is allowed
   */
  public static void check(Settings settings) {
    bounds(settings).check();
  }

  /**
   * Storm's configuration of the topology: explicit bounds, and no secret.
   *
   * @throws IllegalArgumentException in one line, if the settings do not fit together
   */
  public static Config config(Settings settings) {
    check(settings);
    Bounds bounds = bounds(settings);
    Config config = new Config();
    Serializers.register(config);
    config.setFallBackOnJavaSerialization(false);
    int workers = settings.integer(Setting.TOPOLOGY_WORKERS);
    config.setNumWorkers(workers);
    config.setNumAckers(workers);
    config.setMaxSpoutPending(bounds.maxSpoutPending());
    config.setMessageTimeoutSecs((int) Bounds.MESSAGE_TIMEOUT.toSeconds());
    config.put(Config.TOPOLOGY_EXECUTOR_RECEIVE_BUFFER_SIZE, RECEIVE_BUFFER);
    String park = WaitStrategyPark.class.getName();
    config.put(Config.TOPOLOGY_SPOUT_WAIT_STRATEGY, park);
    config.put(Config.TOPOLOGY_SPOUT_WAIT_PARK_MICROSEC, SPOUT_PARK_MICROS);
    config.put(Config.TOPOLOGY_BOLT_WAIT_STRATEGY, park);
    config.put(Config.TOPOLOGY_BOLT_WAIT_PARK_MICROSEC, BOLT_PARK_MICROS);
    config.put(Config.TOPOLOGY_BACKPRESSURE_WAIT_STRATEGY, park);
    config.put(Config.TOPOLOGY_BACKPRESSURE_WAIT_PARK_MICROSEC, SPOUT_PARK_MICROS);
    config.put(Config.TOPOLOGY_WORKER_CHILDOPTS, WorkerProfile.workerOptions(settings));
    WorkerMemory memory = WorkerMemory.of(settings, bounds.heapBytes());
    config.setTopologyWorkerMaxHeapSize(memory.heapMegabytes());
    config.put(Config.TOPOLOGY_COMPONENT_RESOURCES_ONHEAP_MEMORY_MB, memory.componentMegabytes());
    config.put(Config.TOPOLOGY_ACKER_RESOURCES_ONHEAP_MEMORY_MB, memory.ackerMegabytes());
    RedisMetricsReporter.register(config, settings);
    return config;
  }

  /** The heap of a worker, bytes, as the settings say. */
  public static long workerHeapBytes(Settings settings) {
    return bounds(settings).heapBytes();
  }

  static Bounds bounds(Settings settings) {
    return new Bounds(settings, spoutOptions(settings));
  }

  private static SpoutOptions spoutOptions(Settings settings) {
    return new SpoutOptions(
        settings.integer(Setting.TOPOLOGY_BATCH),
        settings.integer(Setting.TOPOLOGY_IN_FLIGHT),
        settings.longestWindow(),
        settings.text(Setting.KAFKA_CLIENT_FILE),
        settings.integer(Setting.KAFKA_PARTITIONS));
  }

  private static KafkaSpoutConfig<ByteBuffer, ByteBuffer> kafka(Settings settings) {
    return new KafkaSpoutConfig.Builder<ByteBuffer, ByteBuffer>(
            settings.text(Setting.KAFKA_BOOTSTRAP), settings.text(Setting.KAFKA_TOPIC))
        .setGroupId(settings.text(Setting.KAFKA_GROUP))
        .setFirstPollOffsetStrategy(strategy(settings))
        .setPollTimeoutMs(POLL_TIMEOUT_MS)
        .setProp("max.partition.fetch.bytes", FETCH_BYTES)
        .setProp("receive.buffer.bytes", SOCKET_BYTES)
        .build();
  }

  /**
   * Live, records older than the longest window show only on the board {@code all}; recordings are
   * counted whole.
   */
  private static FirstPollOffsetStrategy strategy(Settings settings) {
    boolean live = settings.text(Setting.COUNT_CLOCK).equals("wall");
    return live && !settings.longestWindow().isZero()
        ? FirstPollOffsetStrategy.UNCOMMITTED_TIMESTAMP
        : FirstPollOffsetStrategy.UNCOMMITTED_EARLIEST;
  }
}
