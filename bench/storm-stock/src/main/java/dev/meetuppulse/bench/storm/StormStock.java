package dev.meetuppulse.bench.storm;

import dev.meetuppulse.bench.job.Job;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.kafka.spout.FirstPollOffsetStrategy;
import org.apache.storm.kafka.spout.KafkaSpout;
import org.apache.storm.kafka.spout.KafkaSpoutConfig;
import org.apache.storm.policy.WaitStrategyPark;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/** Runs the topology in a local cluster. */
public final class StormStock {
  static final String KEY = "key";
  static final String VALUE = "value";

  private static final int MAX_PENDING = 20_000;
  private static final int HANDED_TOGETHER = 100;
  private static final int PARK_MICROS = 1_000;

  private StormStock() {}

  /**
   * Runs until the process is ended.
   *
   * @param arguments see {@link Job#of}
   */
  public static void main(String[] arguments) throws Exception {
    Job job = Job.of(arguments);
    new LocalCluster.Builder()
        .withSupervisors(1)
        .build()
        .submitTopology(job.engine(), config(), builder(job).createTopology());
    TimeUnit.DAYS.sleep(1);
  }

  private static TopologyBuilder builder(Job job) {
    KafkaSpoutConfig<byte[], byte[]> kafka =
        new KafkaSpoutConfig.Builder<byte[], byte[]>(job.bootstrap(), job.topic())
            .setProp("key.deserializer", ByteArrayDeserializer.class)
            .setProp("value.deserializer", ByteArrayDeserializer.class)
            .setProp("max.partition.fetch.bytes", Job.FETCH_BYTES)
            .setProp("receive.buffer.bytes", Job.SOCKET_BYTES)
            .setProp("max.poll.records", Job.POLL_RECORDS)
            .setGroupId(job.engine())
            .setFirstPollOffsetStrategy(FirstPollOffsetStrategy.EARLIEST)
            .setRecordTranslator(
                record -> new Values(record.key(), record.value()), new Fields(KEY, VALUE))
            .build();
    TopologyBuilder builder = new TopologyBuilder();
    builder.setSpout("rsvps", new KafkaSpout<>(kafka), 1);
    builder
        .setBolt("parse", new StockParseBolt(), job.cores())
        .fieldsGrouping("rsvps", new Fields(KEY))
        .addConfiguration(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, 1);
    builder
        .setBolt("count", new StockCountBolt(), job.cores())
        .fieldsGrouping("parse", new Fields(StockParseBolt.ID))
        .addConfiguration(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, 1);
    builder
        .setBolt("rank", new StockRankBolt(job), 1)
        .globalGrouping("count")
        .addConfiguration(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, 1);
    return builder;
  }

  private static Config config() {
    Config config = new Config();
    config.setNumWorkers(1);
    config.setNumAckers(1);
    config.setMaxSpoutPending(MAX_PENDING);
    config.put(Config.TOPOLOGY_PRODUCER_BATCH_SIZE, HANDED_TOGETHER);
    String park = WaitStrategyPark.class.getName();
    config.put(Config.TOPOLOGY_SPOUT_WAIT_STRATEGY, park);
    config.put(Config.TOPOLOGY_SPOUT_WAIT_PARK_MICROSEC, PARK_MICROS);
    config.put(Config.TOPOLOGY_BOLT_WAIT_STRATEGY, park);
    config.put(Config.TOPOLOGY_BOLT_WAIT_PARK_MICROSEC, PARK_MICROS);
    config.put(Config.TOPOLOGY_BACKPRESSURE_WAIT_STRATEGY, park);
    config.put(Config.TOPOLOGY_BACKPRESSURE_WAIT_PARK_MICROSEC, PARK_MICROS);
    return config;
  }
}
