package dev.meetuppulse.spouts;

import dev.meetuppulse.kafka.testing.KafkaFixture;
import dev.meetuppulse.spouts.testing.MemoryStores;
import dev.meetuppulse.spouts.testing.TaskContexts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.kafka.spout.FirstPollOffsetStrategy;
import org.apache.storm.kafka.spout.KafkaSpoutConfig;
import org.apache.storm.spout.ISpoutOutputCollector;
import org.apache.storm.spout.SpoutOutputCollector;

/** A spout, driven by the test's thread as Storm's executor would, and what it emitted. */
final class SpoutRun implements AutoCloseable, ISpoutOutputCollector {
  private static final String GROUP = "test-group";
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  record EmittedBatch(RawBatch batch, Object id) {
    List<String> texts() {
      List<String> texts = new ArrayList<>();
      for (ByteBuffer value : batch.values()) {
        texts.add(StandardCharsets.UTF_8.decode(value.duplicate()).toString());
      }
      return texts;
    }
  }

  final KafkaBatchSpout spout;
  final List<EmittedBatch> emitted = new ArrayList<>();

  /** Whether Kafka is down, by its source stream: each time while it is, and when it is back. */
  final List<Boolean> down = new ArrayList<>();

  private boolean wasDown;

  /** The errors that it reported to Storm UI. */
  final List<String> errors = new ArrayList<>();

  SpoutRun(KafkaBatchSpout spout, int task, int tasks) {
    this.spout = spout;
    spout.open(Map.of(), TaskContexts.task("rsvps", task, tasks), new SpoutOutputCollector(this));
    spout.activate();
  }

  SpoutRun(
      String bootstrap,
      String topic,
      MemoryStores stores,
      SpoutOptions options,
      FirstPollOffsetStrategy strategy) {
    this(new KafkaBatchSpout(config(bootstrap, topic, strategy, 200), stores, options), 0, 1);
  }

  static SpoutOptions options(int batch, int inFlight) {
    return new SpoutOptions(batch, inFlight, Duration.ofHours(24), "", 0);
  }

  static List<String> values(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "v" + i).toList();
  }

  /** The offset committed for partition 0; -1 if there is none, or Kafka does not say. */
  static long committed(KafkaFixture kafka, String topic) {
    try {
      OffsetAndMetadata committed =
          kafka
              .admin()
              .listConsumerGroupOffsets(GROUP)
              .partitionsToOffsetAndMetadata()
              .get(5, TimeUnit.SECONDS)
              .get(new TopicPartition(topic, 0));
      return committed == null ? -1 : committed.offset();
    } catch (Exception e) {
      return -1;
    }
  }

  static KafkaSpoutConfig<ByteBuffer, ByteBuffer> config(
      String bootstrap, String topic, FirstPollOffsetStrategy strategy, long refreshMillis) {
    return new KafkaSpoutConfig.Builder<ByteBuffer, ByteBuffer>(bootstrap, topic)
        .setGroupId(GROUP)
        .setFirstPollOffsetStrategy(strategy)
        .setPollTimeoutMs(5)
        .setPartitionRefreshPeriodMs(refreshMillis)
        .build();
  }

  /** Calls nextTuple until the condition holds. */
  void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not in " + PATIENCE + ": " + what + "; emitted " + summary());
      }
      spout.nextTuple();
      Thread.onSpinWait();
    }
  }

  /**
   * Calls nextTuple until it has had several occasions to emit records of a partition and emitted
   * empty batches instead.
   */
  void untilHeld(int partition) {
    until(
        "nothing but empty batches",
        () -> {
          List<EmittedBatch> all =
              emitted.stream().filter(one -> one.batch.range().partition() == partition).toList();
          return all.size() >= 3
              && all.subList(all.size() - 3, all.size()).stream()
                  .allMatch(one -> one.batch.size() == 0);
        });
  }

  /** Batches with records of a partition. */
  List<EmittedBatch> full(int partition) {
    return emitted.stream()
        .filter(one -> one.batch.range().partition() == partition && one.batch.size() > 0)
        .toList();
  }

  List<String> texts(int partition) {
    return full(partition).stream().flatMap(one -> one.texts().stream()).toList();
  }

  EmittedBatch last(int partition) {
    return emitted.stream()
        .filter(one -> one.batch.range().partition() == partition)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private String summary() {
    return emitted.stream()
        .map(
            one ->
                one.batch.range().partition()
                    + ":"
                    + one.batch.range().from()
                    + "-"
                    + one.batch.range().to())
        .skip(Math.max(0, emitted.size() - 20))
        .toList()
        .toString();
  }

  @Override
  public List<Integer> emit(String stream, List<Object> tuple, Object id) {
    if (stream.equals(KafkaBatchSpout.SOURCE_STREAM)) {
      boolean isDown = (Boolean) tuple.get(0);
      if (isDown || wasDown) {
        down.add(isDown);
      }
      wasDown = isDown;
    } else {
      emitted.add(new EmittedBatch((RawBatch) tuple.get(1), id));
    }
    return List.of(1);
  }

  @Override
  public void emitDirect(int task, String stream, List<Object> tuple, Object id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long getPendingCount() {
    return emitted.size();
  }

  @Override
  public void flush() {}

  @Override
  public void reportError(Throwable error) {
    errors.add(error.getMessage());
  }

  @Override
  public void close() {
    spout.deactivate();
    spout.close();
  }
}
