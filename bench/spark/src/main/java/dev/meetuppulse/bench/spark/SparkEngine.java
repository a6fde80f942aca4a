package dev.meetuppulse.bench.spark;

import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.Output;
import dev.meetuppulse.bench.job.SlidingBoards;
import dev.meetuppulse.core.window.Dimension;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.GroupStateTimeout;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.util.LongAccumulator;

/** Runs the job with Spark in this process. */
public final class SparkEngine {
  private static final long MAX_IN_A_BATCH = 200_000;

  private final Job job;
  private final Output output;
  private final Path saved;
  private final LongAccumulator received;
  private final Clock clock = new Clock();

  private SlidingBoards boards = new SlidingBoards();
  private long savedBatch = -1;
  private long receivedBefore;
  private long clockBefore;

  private SparkEngine(Job job, SparkSession spark) throws IOException {
    this.job = job;
    this.output = new Output(job);
    this.saved = job.directory().resolve("window");
    this.received = spark.sparkContext().longAccumulator("received");
    spark.sparkContext().register(clock, "clock");
    if (Files.exists(saved)) {
      load();
    }
  }

  /**
   * Runs until the process is ended.
   *
   * @param arguments see {@link Job#of}
   */
  public static void main(String[] arguments) throws Exception {
    Job job = Job.of(arguments);
    SparkSession spark =
        SparkSession.builder()
            .appName("bench")
            .master("local[" + job.cores() + "]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.local.dir", job.directory().resolve("tmp").toString())
            .config("spark.sql.warehouse.dir", job.directory().resolve("tables").toString())
            .config("spark.sql.shuffle.partitions", job.cores())
            .config("spark.sql.streaming.noDataMicroBatches.enabled", "false")
            .getOrCreate();
    new SparkEngine(job, spark).run(spark);
  }

  private void run(SparkSession spark) throws Exception {
    LongAccumulator counter = received;
    Clock latest = clock;
    Dataset<ParsedRsvp> parsed =
        spark
            .readStream()
            .format("kafka")
            .option("kafka.bootstrap.servers", job.bootstrap())
            .option("subscribe", job.topic())
            .option("startingOffsets", "earliest")
            .option("maxOffsetsPerTrigger", MAX_IN_A_BATCH)
            .option("kafka.max.partition.fetch.bytes", Job.FETCH_BYTES)
            .option("kafka.receive.buffer.bytes", Job.SOCKET_BYTES)
            .option("kafka.max.poll.records", Job.POLL_RECORDS)
            .load()
            .select("value", "offset")
            .mapPartitions(
                (MapPartitionsFunction<Row, ParsedRsvp>) rows -> Steps.parse(rows, counter, latest),
                Encoders.bean(ParsedRsvp.class));
    Dataset<CountedVersion> changes =
        parsed
            .groupByKey((MapFunction<ParsedRsvp, Long>) ParsedRsvp::getId, Encoders.LONG())
            .flatMapGroupsWithState(
                (FlatMapGroupsWithStateFunction<Long, ParsedRsvp, CountedVersion, CountedVersion>)
                    (id, records, state) -> Steps.judge(records, state),
                OutputMode.Update(),
                Encoders.bean(CountedVersion.class),
                Encoders.bean(CountedVersion.class),
                GroupStateTimeout.NoTimeout());
    changes
        .mapPartitions(
            (MapPartitionsFunction<CountedVersion, BoardSum>) Steps::combine,
            Encoders.bean(BoardSum.class))
        .writeStream()
        .outputMode("update")
        .option("checkpointLocation", job.directory().resolve("checkpoints").toString())
        .foreachBatch((VoidFunction2<Dataset<BoardSum>, Long>) this::take)
        .start()
        .awaitTermination();
  }

  /** A batch that was taken before a restart comes again under its number. */
  private void take(Dataset<BoardSum> sums, long batch) throws IOException {
    for (BoardSum sum : sums.collectAsList()) {
      if (batch > savedBatch) {
        boards.add(
            sum.isCity() ? Dimension.CITIES : Dimension.TOPICS,
            sum.getKey(),
            sum.getSecond(),
            sum.getRsvps(),
            sum.getYes(),
            sum.getNo(),
            sum.getGoing());
      }
    }
    long now = Math.max(clockBefore, clock.value());
    boards.advance(Math.floorDiv(now, 1000L));
    save(batch, now);
    output.publish(receivedBefore + received.value(), now, boards.top());
  }

  private void save(long batch, long now) throws IOException {
    Path fresh = saved.resolveSibling("window.new");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh), 1 << 20))) {
      out.writeLong(batch);
      out.writeLong(receivedBefore + received.value());
      out.writeLong(now);
      boards.write(out);
    }
    Files.move(fresh, saved, StandardCopyOption.ATOMIC_MOVE);
  }

  private void load() {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(saved), 1 << 20))) {
      savedBatch = in.readLong();
      receivedBefore = in.readLong();
      clockBefore = in.readLong();
      boards = SlidingBoards.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
