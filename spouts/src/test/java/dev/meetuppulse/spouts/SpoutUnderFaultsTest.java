package dev.meetuppulse.spouts;

import static org.apache.storm.kafka.spout.FirstPollOffsetStrategy.EARLIEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.count.BatchRange;
import dev.meetuppulse.core.journal.Position;
import dev.meetuppulse.kafka.testing.KafkaFixture;
import dev.meetuppulse.spouts.testing.MemoryStores;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The spout against a count that keeps the protocol and nothing else, with everything between them
 * that can go wrong: batches lost, acks late or lost, fails for no reason; counts that die with
 * what they had not saved; a store that does not answer; a spout that dies.
 */
@Timeout(600)
class SpoutUnderFaultsTest {
  private static final int PARTITIONS = 3;
  private static final int RECORDS = 8_000;

  @AutoClose private static final KafkaFixture kafka = KafkaFixture.create();

  /** Counts one partition; what is not saved dies with {@link #crash}. */
  private static final class NaivePartitionCount {
    private final int partition;
    private final MemoryStores stores;
    private final List<String> saved = new ArrayList<>();
    private final List<String> unsaved = new ArrayList<>();
    private final Deque<SpoutRun.EmittedBatch> waiting = new ArrayDeque<>();
    private Position position;

    NaivePartitionCount(int partition, MemoryStores stores) {
      this.partition = partition;
      this.stores = stores;
    }

    void crash() {
      unsaved.clear();
      waiting.clear();
      position = stores.memory().saved(partition).orElse(null);
    }

    /** False if records before the batch are missing. */
    boolean take(SpoutRun.EmittedBatch emitted) {
      RawBatch batch = emitted.batch();
      BatchRange range = batch.range();
      if (position == null || !position.log().equals(range.log())) {
        if (!range.isStart()) {
          return false;
        }
        position = new Position(range.log(), range.from());
      }
      if (range.from() > position.next()) {
        return false;
      }
      for (int i = 0; i < batch.size(); i++) {
        if (batch.offsets()[i] >= position.next()) {
          unsaved.add(emitted.texts().get(i));
        }
      }
      position = new Position(range.log(), Math.max(position.next(), range.to()));
      waiting.add(emitted);
      return true;
    }

    /** The batches that are saved now. */
    List<SpoutRun.EmittedBatch> save() {
      if (position != null) {
        stores.memory().save(partition, position);
      }
      saved.addAll(unsaved);
      unsaved.clear();
      List<SpoutRun.EmittedBatch> settled = List.copyOf(waiting);
      waiting.clear();
      return settled;
    }
  }

  /** One run: a spout, a count of each partition, and faults between them. */
  private static final class FaultyRun implements AutoCloseable {
    private final String topic;
    private final MemoryStores stores;
    private final Random random;
    private final Map<Integer, NaivePartitionCount> counts = new TreeMap<>();

    /** Batches whose acks are lost; Storm fails them later. */
    private final List<Object> late = new ArrayList<>();

    private SpoutRun run;
    private boolean spoutDies;
    private int faults;
    private long calls;
    private long storeBackAt;

    FaultyRun(String topic, long seed) {
      this.topic = topic;
      this.stores = new MemoryStores(topic);
      this.random = new Random(seed);
      for (int partition = 0; partition < PARTITIONS; partition++) {
        counts.put(partition, new NaivePartitionCount(partition, stores));
      }
      this.run = start();
    }

    private SpoutRun start() {
      return new SpoutRun(kafka.bootstrap(), topic, stores, SpoutRun.options(50, 2000), EARLIEST);
    }

    @Override
    public void close() {
      run.close();
    }

    boolean isOver() {
      return counts.values().stream().allMatch(count -> count.saved.size() >= RECORDS);
    }

    void step() throws Exception {
      run.spout.nextTuple();
      calls++;
      List.copyOf(run.emitted).forEach(this::deliver);
      run.emitted.clear();
      if (calls > storeBackAt) {
        stores.memory().down = false;
      }
      counts.values().forEach(this::saveAtTimes);
      if (!late.isEmpty() && random.nextInt(20) == 0) {
        run.spout.fail(late.remove(random.nextInt(late.size())));
      }
      if (spoutDies) {
        run.close();
        late.clear();
        run = start();
        spoutDies = false;
      }
    }

    private void deliver(SpoutRun.EmittedBatch emitted) {
      NaivePartitionCount count = counts.get(emitted.batch().range().partition());
      int fault = random.nextInt(120);
      faults += fault < 5 ? 1 : 0;
      switch (fault) {
        case 0 -> late.add(emitted.id());
        case 1 -> {
          count.crash();
          run.spout.fail(emitted.id());
        }
        case 2 -> {
          count.take(emitted);
          run.spout.fail(emitted.id());
        }
        case 3 -> {
          stores.memory().down = true;
          storeBackAt = calls + random.nextInt(100);
        }
        case 4 -> spoutDies = random.nextInt(4) == 0;
        default -> {
          if (!count.take(emitted)) {
            run.spout.fail(emitted.id());
          }
        }
      }
    }

    private void saveAtTimes(NaivePartitionCount count) {
      if (random.nextInt(10) == 0) {
        for (SpoutRun.EmittedBatch settled : count.save()) {
          if (random.nextInt(10) == 0) {
            late.add(settled.id());
          } else {
            run.spout.ack(settled.id());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyRecordIsCountedOnce_underAnyFault(long seed) throws Exception {
    String topic = "faults-" + UUID.randomUUID();
    kafka.createTopic(topic, PARTITIONS, Map.of());
    Map<Integer, List<String>> truth = new TreeMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      String prefix = "p" + partition + "-";
      truth.put(partition, IntStream.range(0, RECORDS).mapToObj(i -> prefix + i).toList());
    }
    AtomicBoolean stop = new AtomicBoolean();
    Thread feed = new Thread(() -> feed(topic, truth, stop));
    feed.start();
    try (FaultyRun faulty = new FaultyRun(topic, seed)) {
      while (!faulty.isOver()) {
        faulty.step();
      }
      assertThat(faulty.faults).isPositive();
      faulty.counts.forEach(
          (partition, count) -> assertThat(count.saved).isEqualTo(truth.get(partition)));
    } finally {
      stop.set(true);
      feed.join();
    }
  }

  private static void feed(String topic, Map<Integer, List<String>> truth, AtomicBoolean stop) {
    try (KafkaProducer<byte[], byte[]> producer = kafka.newProducer(Map.of("linger.ms", 1))) {
      for (int i = 0; i < RECORDS && !stop.get(); i++) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
          producer.send(
              new ProducerRecord<>(
                  topic,
                  partition,
                  null,
                  truth.get(partition).get(i).getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
  }
}
