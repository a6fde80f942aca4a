package dev.meetuppulse.spouts;

import dev.meetuppulse.core.board.StoreFactory;
import dev.meetuppulse.core.journal.JournalStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
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
 * <p>Built on storm-kafka-client: topic filter, partitioner, first-poll strategy, refresh period
 * and consumer properties are those of its configuration; what replaces its emitting loop, and why
 * no record is lost or counted twice, is told in this module's README.
 */
public final class KafkaBatchSpout extends BaseRichSpout {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(KafkaBatchSpout.class);

  /** Field: the partition's number. */
  public static final String PARTITION = "partition";

  /** Field: a {@link RawBatch}. */
  public static final String BATCH = "batch";

  /**
   * The stream that says, unanchored, whether Kafka is down: once a second while it is, and once
   * when it is back.
   */
  public static final String SOURCE_STREAM = "source";

  /** Field of the source stream: whether Kafka is down. */
  public static final String DOWN = "down";

  /** A partition without records emits an empty batch this often, ms. */
  public static final int IDLE_MILLIS = 250;

  private static final long CONFIRM_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final KafkaSpoutConfig<ByteBuffer, ByteBuffer> config;
  private final StoreFactory stores;
  private final SpoutOptions options;
  private final ClientFactory<ByteBuffer, ByteBuffer> clientFactory;

  private transient SpoutOutputCollector collector;
  private transient JournalStore journals;
  private transient KafkaClients clients;
  private transient LogWatch watch;
  private transient Consumer<ByteBuffer, ByteBuffer> consumer;
  private transient NavigableMap<Integer, Lane> lanes;
  private transient Map<TopicPartition, Long> committed;
  private transient LogWatch.View followed;
  private transient SpoutMetrics metrics;
  private transient Trouble trouble;
  private transient long epoch;

  /** The partition that emits first, and whether any had more to emit last time. */
  private transient int turn;

  private transient boolean more;
  private transient long nextConfirm;
  private transient long nextCommit;
  private transient long pausedUntil;
  private transient long nextTell;
  private transient boolean toldDown;

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
    collector = spoutCollector;
    lanes = new TreeMap<>();
    committed = new HashMap<>();
    trouble = new Trouble(LOG);
    metrics = new SpoutMetrics(context);
    journals = stores.journals();
    clients = new KafkaClients(config, options, clientFactory, journals);
    watch =
        new LogWatch(
            clients,
            config.getTopicFilter(),
            all -> config.getTopicPartitioner().getPartitionsForThisTask(all, context),
            Duration.ofMillis(config.getPartitionRefreshPeriodMs()));
    long now = System.nanoTime();
    nextConfirm = now;
    nextCommit = now;
    pausedUntil = now;
    nextTell = now;
  }

  @Override
  public void nextTuple() {
    long now = System.nanoTime();
    tell(now);
    if (now - pausedUntil < 0) {
      return;
    }
    try {
      if (consumer == null) {
        consumer = clients.consumer();
      }
      follow(now);
      locate(now);
      poll();
      emit(System.nanoTime());
      commit(now);
    } catch (InterruptException e) {
      // Storm knows an interrupted thread by this cause only.
      throw new IllegalStateException(new InterruptedException("Kafka consumer was interrupted"));
    } catch (KafkaException e) {
      if (trouble.report("can't read from Kafka", e)) {
        collector.reportError(e);
      }
      pausedUntil = now + PAUSE_NANOS;
    }
  }

  /** Takes on what has changed in the topic. */
  private void follow(long now) {
    LogWatch.View view = watch.view().orElse(null);
    if (view == null || view == followed) {
      return;
    }
    followed = view;
    lanes.keySet().retainAll(view.ends().keySet());
    view.ends()
        .forEach(
            (partition, end) -> {
              TopicPartition name = new TopicPartition(view.topic(), partition);
              Lane lane =
                  lanes.computeIfAbsent(
                      partition, key -> new Lane(name, view.log(), options, this::nextEpoch, now));
              if (!lane.log().equals(view.log())) {
                LOG.warn("{}: the topic was deleted and made anew", name);
                lane.anew(view.log(), now);
              }
              lane.end(end);
            });
    assign();
  }

  private void locate(long now) {
    for (Lane lane : lanes.values()) {
      if (lane.locate(watch, now)) {
        assign();
        consumer.seek(lane.partition(), lane.position());
      }
    }
  }

  /** Only partitions with a position are assigned, so Kafka never picks one itself. */
  private void assign() {
    Set<TopicPartition> reading = new HashSet<>();
    for (Lane lane : lanes.values()) {
      if (lane.reading()) {
        reading.add(lane.partition());
      }
    }
    if (!reading.equals(consumer.assignment())) {
      consumer.assign(reading);
    }
  }

  private void poll() {
    boolean any = false;
    for (Lane lane : lanes.values()) {
      if (lane.reading()) {
        any = true;
        Set<TopicPartition> one = Set.of(lane.partition());
        if (lane.full()) {
          consumer.pause(one);
        } else {
          consumer.resume(one);
        }
      }
    }
    if (!any) {
      return;
    }
    try {
      ConsumerRecords<ByteBuffer, ByteBuffer> polled =
          consumer.poll(more ? Duration.ZERO : Duration.ofMillis(config.getPollTimeoutMs()));
      trouble.over("reading from Kafka again");
      long polledAt = System.nanoTime();
      polled
          .nextOffsets()
          .forEach(
              (partition, next) -> {
                Lane lane = lanes.get(partition.partition());
                lane.hold(polled.records(partition), next.offset(), polledAt);
                consumer.currentLag(partition).ifPresent(lag -> lane.end(next.offset() + lag));
              });
    } catch (OffsetOutOfRangeException e) {
      LOG.warn("{} not in the log", e.offsetOutOfRangePartitions());
      goBack(e.partitions());
      watch.refreshSoon();
    }
  }

  /**
   * Emits about as much as one poll reads, so that what awaits confirmation stays ahead of what is
   * emitted, and no task ever waits for a confirmation while there are records.
   */
  private void emit(long now) {
    if (followed == null) {
      return;
    }
    OptionalLong confirmedAt = watch.confirmedAt(followed.log());
    int room = options.batch();
    boolean ask = false;
    more = false;
    for (Lane lane : inTurn()) {
      int emitted = lane.emit(confirmedAt, room, now, this::emit);
      room -= emitted;
      if (room <= 0 && emitted > 0) {
        turn = lane.partition().partition() + 1;
      }
      more |= lane.ready(confirmedAt);
      ask |= lane.unconfirmed(confirmedAt);
    }
    if (ask && now - nextConfirm >= 0) {
      nextConfirm = now + CONFIRM_NANOS;
      lanes.values().forEach(Lane::closeHeld);
      watch.confirm();
    }
    metrics.update(lanes.values());
  }

  private List<Lane> inTurn() {
    List<Lane> ordered = new ArrayList<>(lanes.tailMap(turn, true).values());
    ordered.addAll(lanes.headMap(turn, false).values());
    return ordered;
  }

  private void emit(RawBatch batch, RunId id) {
    metrics.emitted(batch.size());
    collector.emit(new Values(batch.partition(), batch), id);
  }

  /** Tells whether Kafka is down. */
  private void tell(long now) {
    boolean down = watch.down();
    if (down != toldDown || down && now - nextTell >= 0) {
      toldDown = down;
      nextTell = now + TELL_NANOS;
      collector.emit(SOURCE_STREAM, new Values(down));
    }
  }

  /** Tells Kafka how far we are, for lag views alone. */
  private void commit(long now) {
    if (now - nextCommit < 0) {
      return;
    }
    nextCommit = now + COMMIT_NANOS;
    Map<TopicPartition, OffsetAndMetadata> news = new HashMap<>();
    for (Lane lane : lanes.values()) {
      Long last = committed.get(lane.partition());
      if (lane.reading() && (last == null || last != lane.saved())) {
        committed.put(lane.partition(), lane.saved());
        news.put(lane.partition(), new OffsetAndMetadata(lane.saved()));
      }
    }
    if (!news.isEmpty()) {
      consumer.commitAsync(
          news,
          (offsets, error) -> {
            if (error != null) {
              LOG.debug("can't commit {}", offsets, error);
              committed.keySet().removeAll(offsets.keySet());
            }
          });
    }
  }

  @Override
  public void ack(Object messageId) {
    RunId id = (RunId) messageId;
    Lane lane = lanes.get(id.partition());
    if (lane != null) {
      lane.ack(id);
    }
  }

  @Override
  public void fail(Object messageId) {
    RunId id = (RunId) messageId;
    Lane lane = lanes.get(id.partition());
    if (lane != null && lane.inFlight(id)) {
      metrics.rewound();
      goBack(Set.of(lane.partition()));
    }
  }

  private void goBack(Collection<TopicPartition> partitions) {
    long now = System.nanoTime();
    partitions.forEach(partition -> lanes.get(partition.partition()).back(now));
    assign();
  }

  private long nextEpoch() {
    return ++epoch;
  }

  @Override
  public void deactivate() {
    if (consumer != null) {
      nextCommit = System.nanoTime();
      try {
        commit(nextCommit);
      } catch (KafkaException e) {
        LOG.debug("can't commit", e);
      }
    }
  }

  @Override
  public void close() {
    watch.close();
    if (consumer != null) {
      KafkaClients.close(consumer);
    }
    journals.close();
  }

  @Override
  public void declareOutputFields(OutputFieldsDeclarer declarer) {
    declarer.declare(new Fields(PARTITION, BATCH));
    declarer.declareStream(SOURCE_STREAM, new Fields(DOWN));
  }

  /** What Storm UI's lag view looks for, and nothing more: secrets stay out of it. */
  @Override
  public Map<String, Object> getComponentConfiguration() {
    Map<String, Object> shown = new HashMap<>();
    shown.put("config.topics", config.getTopicFilter().getTopicsString());
    shown.put("config.groupid", config.getConsumerGroupId());
    shown.put("config.bootstrap.servers", config.getKafkaProps().get("bootstrap.servers"));
    return shown;
  }
}
