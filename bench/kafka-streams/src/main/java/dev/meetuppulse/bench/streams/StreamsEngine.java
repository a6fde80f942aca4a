package dev.meetuppulse.bench.streams;

import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.Output;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.rocksdb.Options;

/** Runs the job with Kafka Streams in this process. */
public final class StreamsEngine {
  private static final String RANK_TOPIC = "kafka-streams-rank";

  /** As Streams counts them; on the heap an entry takes five times as much. */
  private static final long CACHE_BYTES = 128L << 20;

  /** Other partitions may be that far behind in event time; what is older is on no board. */
  private static final Duration GRACE = Duration.ofHours(24);

  private StreamsEngine() {}

  /**
   * Runs until the process is ended.
   *
   * @param arguments see {@link Job#of}
   */
  public static void main(String[] arguments) throws Exception {
    Job job = Job.of(arguments);
    String application = job.directory().getFileName().toString();
    String rankTopic = application + RANK_TOPIC;
    try (Admin admin =
        Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, job.bootstrap()))) {
      admin.createTopics(List.of(new NewTopic(rankTopic, 1, (short) 1))).all().get();
    }
    KafkaStreams streams = new KafkaStreams(topology(job, rankTopic), properties(job, application));
    streams.start();
    TimeUnit.DAYS.sleep(1);
  }

  private static void addStores(StreamsBuilder builder) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(DedupeProcessor.SEEN),
                Serdes.Long(),
                Serdes.ByteArray())
            .withCachingEnabled());
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(DedupeProcessor.GROUPS), Serdes.Long(), Serdes.String()));
    builder.addStateStore(
        Stores.windowStoreBuilder(
                Stores.persistentWindowStore(
                    RankProcessor.STANDING, GRACE, Duration.ofSeconds(1), false),
                Serdes.String(),
                SumDelta.serde())
            .withCachingEnabled());
  }

  private static Topology topology(Job job, String rankTopic) {
    Output output = new Output(job);
    StreamsBuilder builder = new StreamsBuilder();
    addStores(builder);
    KStream<String, SumDelta> deltas =
        builder.stream(job.topic(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
            .process(DedupeProcessor::new, DedupeProcessor.SEEN, DedupeProcessor.GROUPS);
    deltas
        .filter((key, delta) -> key.equals(DedupeProcessor.NEWS))
        .to(rankTopic, Produced.with(Serdes.String(), SumDelta.serde()));
    deltas
        .filterNot((key, delta) -> key.equals(DedupeProcessor.NEWS))
        .groupByKey(Grouped.with(Serdes.String(), SumDelta.serde()))
        .windowedBy(TimeWindows.ofSizeAndGrace(Duration.ofSeconds(1), GRACE))
        .reduce(
            SumDelta::plus,
            Materialized.<String, SumDelta, WindowStore<Bytes, byte[]>>as("sums")
                .withKeySerde(Serdes.String())
                .withValueSerde(SumDelta.serde())
                .withCachingEnabled())
        .toStream(
            (windowed, delta) ->
                RankProcessor.key(windowed.key(), Math.floorDiv(windowed.window().start(), 1000L)))
        .to(rankTopic, Produced.with(Serdes.String(), SumDelta.serde()));
    builder.stream(rankTopic, Consumed.with(Serdes.String(), SumDelta.serde()))
        .process(() -> new RankProcessor(job, output), RankProcessor.STANDING);
    return builder.build();
  }

  private static Properties properties(Job job, String application) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, job.bootstrap());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, job.directory().resolve("state").toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, job.cores());
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, Job.PUBLISH_MILLIS);
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, LargeMemtables.class);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Job.POLL_RECORDS);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Job.FETCH_BYTES);
    properties.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, Job.SOCKET_BYTES);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 << 10);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 64 << 20);
    return properties;
  }

  /** Fewer and larger flushes. */
  public static final class LargeMemtables implements RocksDBConfigSetter {
    private static final long MEMTABLE_BYTES = 64L << 20;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
      options.setWriteBufferSize(MEMTABLE_BYTES);
    }

    @Override
    public void close(String storeName, Options options) {
      // Nothing was made that has to be closed.
    }
  }
}
