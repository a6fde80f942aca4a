package dev.meetuppulse.bench.flink;

import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.SlidingBoards;
import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.window.Window;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;

/** Runs the job on a Flink cluster in this process, as many tasks of each kind as cores. */
public final class FlinkEngine {
  private static final Duration CHECKPOINTS = Duration.ofSeconds(10);
  private static final int MAX_REMEMBERED = 500_000;

  private FlinkEngine() {}

  /**
   * Runs until the process is ended.
   *
   * @param arguments see {@link Job#of}
   */
  public static void main(String[] arguments) throws Exception {
    Job job = Job.of(arguments);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(job.cores(), configuration(job));
    environment.enableCheckpointing(CHECKPOINTS.toMillis());
    switch (job.engine()) {
      case "flink-keyed" -> keyed(job, environment);
      case "flink-preaggregated" -> preaggregated(job, environment);
      case "flink-partitioned" -> partitioned(job, environment);
      default -> throw new IllegalArgumentException("no engine " + job.engine());
    }
    JobClient client = environment.executeAsync(job.engine());
    client.getJobExecutionResult().get(1, TimeUnit.DAYS);
  }

  private static Configuration configuration(Job job) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        job.directory().resolve("checkpoints").toUri().toString());
    return configuration;
  }

  private static <T> KafkaSource<T> source(Job job, KafkaRecordDeserializationSchema<T> schema) {
    return KafkaSource.<T>builder()
        .setBootstrapServers(job.bootstrap())
        .setTopics(job.topic())
        .setGroupId(job.engine())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(schema)
        .setProperty("max.partition.fetch.bytes", Integer.toString(Job.FETCH_BYTES))
        .setProperty("receive.buffer.bytes", Integer.toString(Job.SOCKET_BYTES))
        .setProperty("max.poll.records", Integer.toString(Job.POLL_RECORDS))
        .build();
  }

  private static DataStream<Sighting> sighting(Job job, StreamExecutionEnvironment environment) {
    return environment
        .fromSource(
            source(job, KafkaRecordDeserializationSchema.valueOnly(new Values())),
            WatermarkStrategy.noWatermarks(),
            "rsvps")
        .transform("parse", TypeInformation.of(Sighting.class), new ParseOperator());
  }

  private static void keyed(Job job, StreamExecutionEnvironment environment) {
    DataStream<Delta> deltas =
        sighting(job, environment).keyBy(sighting -> sighting.id).process(new DedupeFunction());
    DataStream<Delta> sums =
        deltas
            .filter(delta -> delta.dimension != Delta.NEWS)
            .keyBy(delta -> delta.dimension + delta.key + delta.second)
            .window(TumblingProcessingTimeWindows.of(Duration.ofMillis(Job.PUBLISH_MILLIS)))
            .reduce(Delta::plus);
    sums.union(deltas.filter(delta -> delta.dimension == Delta.NEWS))
        .transform("rank", Types.VOID, new RankOperator(job, false))
        .setParallelism(1);
  }

  private static void preaggregated(Job job, StreamExecutionEnvironment environment) {
    sighting(job, environment)
        .keyBy(sighting -> sighting.id)
        .transform(
            "dedupe and combine", TypeInformation.of(Delta.class), new CombiningDedupeOperator())
        .transform("rank", Types.VOID, new RankOperator(job, true))
        .setParallelism(1);
  }

  private static void partitioned(Job job, StreamExecutionEnvironment environment) {
    environment
        .fromSource(
            source(job, new PartitionRecord.Schema()), WatermarkStrategy.noWatermarks(), "rsvps")
        .transform(
            "parse and count", TypeInformation.of(PartitionEntry.class), new PartitionOperator(job))
        .transform("rank", Types.VOID, new FollowOperator(job))
        .setParallelism(1);
  }

  static CountOptions countOptions(Job job) {
    return new CountOptions(
        true,
        Window.parseList(Job.WINDOW_SECONDS / 60 + "m:1s"),
        SlidingBoards.DIMENSIONS,
        Job.COUNTRY,
        Duration.ofHours(25),
        (int) Math.max(MAX_REMEMBERED, job.records() / job.partitions()),
        1_000_000,
        100_000_000);
  }

  private static final class Values extends AbstractDeserializationSchema<byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] deserialize(byte[] message) {
      return message;
    }
  }
}
