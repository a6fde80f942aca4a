package dev.meetuppulse.spouts;

import dev.meetuppulse.core.board.StoreFactory;
import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.OwnerStore;
import dev.meetuppulse.core.source.ReportStore;
import dev.meetuppulse.core.source.Trouble;
import dev.meetuppulse.core.threads.DaemonThreads;
import dev.meetuppulse.kafka.HaltReasons;
import dev.meetuppulse.kafka.KafkaAccessException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.storm.kafka.spout.KafkaSpoutConfig;
import org.apache.storm.kafka.spout.internal.ClientFactory;
import org.apache.storm.kafka.spout.internal.ClientFactoryDefault;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one Kafka topic and emits, for each partition, runs of consecutive records that join end to
 * start: ({@value #PARTITION}, {@value #BATCH}).
 *
 * <p>Built on storm-kafka-client: topic, partitioner, first-poll strategy, refresh period and
 * consumer properties are those of its configuration. This module's README says what replaces its
 * emitting loop, and why no record is lost or counted twice.
 */
public final class KafkaBatchSpout extends BaseRichSpout {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(KafkaBatchSpout.class);

  /** Field: the partition's number. */
  public static final String PARTITION = "partition";

  /** Field: a {@link RawBatch}. */
  public static final String BATCH = "batch";

  /**
   * The stream that says, unanchored, whether Kafka is down and how many partitions the topic has:
   * when that changes, once a second while Kafka is down, and now and then.
   */
  public static final String SOURCE_STREAM = "source";

  /** Field of the source stream: whether Kafka is down. */
  public static final String KAFKA_DOWN = "down";

  /** Field of the source stream: how many partitions the topic has; 0 if not known. */
  public static final String PARTITION_COUNT = "partitions";

  /** A partition without records emits an empty batch this often, ms. */
  public static final int IDLE_MILLIS = 100;

  private static final long DOWN_REPORT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long UP_REPORT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long REPORT_MILLIS = 1_000;
  private static final long CLAIM_MILLIS = 2_000;

  private final KafkaSpoutConfig<ByteBuffer, ByteBuffer> config;
  private final StoreFactory stores;
  private final SpoutOptions options;
  private final ClientFactory<ByteBuffer, ByteBuffer> clientFactory;

  private transient SpoutOutputCollector collector;
  private transient OwnerStore owners;
  private transient JournalStore journals;
  private transient ReportStore reports;
  private transient ScheduledExecutorService storeThread;
  private transient SpoutClients clients;
  private transient TopicInspection inspection;
  private transient TopicMonitor monitor;
  private transient SourceReporter reporter;
  private transient volatile PartitionReaders readers;
  private transient SpoutMetrics metrics;
  private transient LogOnce trouble;
  private transient long retryAt;
  private transient long nextReport;
  private transient boolean reportedDown;
  private transient int reportedPartitions;
  private transient boolean isPaused;

  /**
   * @param config its topic filter must name one topic; its processing guarantee, retry service and
   *     offset-commit period do not apply
   */
  public KafkaBatchSpout(
      KafkaSpoutConfig<ByteBuffer, ByteBuffer> config, StoreFactory stores, SpoutOptions options) {
    this(config, stores, options, new ClientFactoryDefault<>());
  }

  KafkaBatchSpout(
      KafkaSpoutConfig<ByteBuffer, ByteBuffer> config,
      StoreFactory stores,
      SpoutOptions options,
      ClientFactory<ByteBuffer, ByteBuffer> clientFactory) {
    this.config = config;
    this.stores = stores;
    this.options = options;
    this.clientFactory = clientFactory;
  }

  @Override
  public void open(
      Map<String, Object> conf, TopologyContext context, SpoutOutputCollector spoutCollector) {
    QuietClients.apply();
    collector = spoutCollector;
    trouble = new LogOnce(LOG);
    metrics = new SpoutMetrics(context);
    RenewingOwnerStore renewing = new RenewingOwnerStore(stores.owners());
    owners = renewing;
    journals = stores.journals();
    reports = stores.reports();
    storeThread = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("spout-store"));
    clients =
        new SpoutClients(
            config, options, clientFactory, new SpoutClients.Stores(owners, journals, storeThread));
    inspection = new TopicInspection(options, context.getThisTaskIndex());
    monitor =
        new TopicMonitor(
            clients,
            config.getTopicFilter().getTopicsString(),
            all -> config.getTopicPartitioner().getPartitionsForThisTask(all, context),
            Duration.ofMillis(config.getPartitionRefreshPeriodMs()),
            inspection);
    reporter = new SourceReporter(context.getThisTaskIndex(), monitor, this::progress, reports);
    storeThread.scheduleWithFixedDelay(
        reporter, REPORT_MILLIS, REPORT_MILLIS, TimeUnit.MILLISECONDS);
    storeThread.scheduleWithFixedDelay(renewing, CLAIM_MILLIS, CLAIM_MILLIS, TimeUnit.MILLISECONDS);
    long now = System.nanoTime();
    retryAt = now;
    nextReport = now;
  }

  private PartitionProgress progress(int partition) {
    PartitionReaders current = readers;
    return current == null ? null : current.progress(partition);
  }

  @Override
  public void nextTuple() {
    long now = System.nanoTime();
    reportSource(now);
    if (now - retryAt < 0) {
      return;
    }
    try {
      if (readers == null) {
        Duration pollTimeout = Duration.ofMillis(config.getPollTimeoutMs());
        readers = new PartitionReaders(clients.consumer(), monitor, options, pollTimeout);
      }
      readers.step(this::emit);
      metrics.update(readers.all());
      trouble.end("reading from Kafka again");
      reporter.unreadable(null);
    } catch (InterruptException e) {
      // Storm knows an interrupted thread by this cause only.
      throw new IllegalStateException(new InterruptedException("Kafka consumer was interrupted"));
    } catch (KafkaException | KafkaAccessException e) {
      if (trouble.begin("can't read from Kafka", e)) {
        StormErrors.report(collector, e);
      } else {
        // Not the first in a row.
        String seen = Trouble.firstLine(Trouble.root(e));
        reporter.unreadable(new PartitionProgress.Halt(HaltReasons.of(e), seen));
      }
      retryAt = now + RETRY_NANOS;
    }
  }

  private void emit(RawBatch batch, BatchId id) {
    collector.emit(new Values(batch.range().partition(), batch), id);
  }

  /** Reports to the ranker how the source is, and to Storm UI what is wrong. */
  private void reportSource(long now) {
    boolean down = monitor.isKafkaAway();
    int partitionCount = monitor.view().map(TopicMonitor.TopicView::size).orElse(0);
    if (down != reportedDown || partitionCount != reportedPartitions || now - nextReport >= 0) {
      reportedDown = down;
      reportedPartitions = partitionCount;
      nextReport = now + (down ? DOWN_REPORT_NANOS : UP_REPORT_NANOS);
      collector.emit(SOURCE_STREAM, new Values(down, partitionCount));
    }
    String error = reporter.nextError();
    if (error != null) {
      StormErrors.report(collector, new SourceHaltException(error));
    }
    Throwable unfit = inspection.nextError();
    if (unfit != null) {
      StormErrors.report(collector, unfit);
    }
  }

  @Override
  public void ack(Object messageId) {
    if (readers != null) {
      readers.ack((BatchId) messageId);
      if (isPaused) {
        // Storm no longer calls nextTuple, which commits otherwise.
        readers.commitNow();
      }
    }
  }

  @Override
  public void fail(Object messageId) {
    if (readers != null && readers.fail((BatchId) messageId)) {
      metrics.rewound();
    }
  }

  @Override
  public void activate() {
    isPaused = false;
    reporter.paused(false);
  }

  @Override
  public void deactivate() {
    isPaused = true;
    reporter.paused(true);
    storeThread.execute(reporter);
    if (readers != null) {
      readers.commitNow();
    }
  }

  @Override
  public void close() {
    storeThread.shutdownNow();
    monitor.close();
    if (readers != null) {
      readers.close();
    }
    owners.close();
    journals.close();
    reports.close();
  }

  @Override
  public void declareOutputFields(OutputFieldsDeclarer declarer) {
    declarer.declare(new Fields(PARTITION, BATCH));
    declarer.declareStream(SOURCE_STREAM, new Fields(KAFKA_DOWN, PARTITION_COUNT));
  }

  /** The settings that Storm UI's lag panel reads. */
  @Override
  public Map<String, Object> getComponentConfiguration() {
    return LagPanelConfig.of(config, options.clientFile());
  }
}
