package dev.meetuppulse.spouts;

import static dev.meetuppulse.spouts.SpoutRun.committed;
import static dev.meetuppulse.spouts.SpoutRun.options;
import static dev.meetuppulse.spouts.SpoutRun.values;
import static org.apache.storm.kafka.spout.FirstPollOffsetStrategy.EARLIEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.journal.Position;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.PartitionReport;
import dev.meetuppulse.core.source.Reporter;
import dev.meetuppulse.kafka.testing.KafkaFixture;
import dev.meetuppulse.spouts.testing.MemoryStores;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.storm.kafka.spout.internal.ClientFactory;
import org.apache.storm.kafka.spout.internal.ClientFactoryDefault;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trouble that stops one partition is reported with its reason, and stops no other. */
@Timeout(240)
class PartitionTroubleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String topic = "rsvps-" + UUID.randomUUID();
  private final MemoryStores stores = new MemoryStores(topic);
  @AutoClose private final KafkaFixture kafka = KafkaFixture.create();

  private SpoutRun run() {
    return new SpoutRun(kafka.bootstrap(), topic, stores, options(100, 1000), EARLIEST);
  }

  /** Replaces how a consumer is polled. */
  private interface Polling {
    ConsumerRecords<ByteBuffer, ByteBuffer> poll(
        KafkaConsumer<ByteBuffer, ByteBuffer> consumer,
        Supplier<ConsumerRecords<ByteBuffer, ByteBuffer>> poll);
  }

  private SpoutRun run(Polling polling) {
    ClientFactory<ByteBuffer, ByteBuffer> clients =
        new ClientFactoryDefault<>() {
          @Override
          public KafkaConsumer<ByteBuffer, ByteBuffer> createConsumer(
              Map<String, Object> properties) {
            return new KafkaConsumer<>(properties) {
              @Override
              public ConsumerRecords<ByteBuffer, ByteBuffer> poll(Duration timeout) {
                return polling.poll(this, () -> super.poll(timeout));
              }
            };
          }
        };
    KafkaBatchSpout spout =
        new KafkaBatchSpout(
            SpoutRun.config(kafka.bootstrap(), topic, EARLIEST, 200),
            stores,
            options(100, 1000),
            clients);
    return new SpoutRun(spout, 0, 1);
  }

  private void send(int partition, int from, int to) throws Exception {
    kafka.send(topic, partition, values(from, to));
  }

  /** Creates the topic with one partition and these records. */
  private void createTopic(int records) throws Exception {
    kafka.createTopic(topic, 1, Map.of());
    send(0, 0, records);
  }

  private PartitionReport report(int partition) {
    return stores
        .memory()
        .report(Reporter.SPOUT, partition)
        .orElse(PartitionReport.going(partition));
  }

  private HaltReason reason(int partition) {
    return report(partition).halt();
  }

  /** Saves and acks all that was emitted, as a count would. */
  private void saveAll(SpoutRun run, int partition) {
    RawBatch last = run.last(partition).batch();
    stores.memory().save(partition, new Position(last.range().log(), last.range().to()));
    run.spout.ack(run.last(partition).id());
  }

  private void send(KafkaProducer<byte[], byte[]> producer, int partition, List<String> values) {
    for (String value : values) {
      producer.send(
          new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8)));
    }
    producer.flush();
  }

  @Test
  void settingThatOnlyTheConsumerRefuses_isReportedForEveryPartition(@TempDir Path folder)
      throws Exception {
    kafka.createTopic(topic, 2, Map.of());
    Path file = Files.writeString(folder.resolve("client"), "fetch.max.wait.ms=500ms");
    SpoutOptions options = new SpoutOptions(100, 1000, Duration.ofHours(1), file.toString(), 0);
    try (SpoutRun run = new SpoutRun(kafka.bootstrap(), topic, stores, options, EARLIEST)) {
      run.until("it is said", () -> reason(0) == HaltReason.NOT_ALLOWED);
      run.until("of the other too", () -> reason(1) == HaltReason.NOT_ALLOWED);
      assertThat(report(0).text()).contains("kafka.client-file").contains("fetch.max.wait.ms");
    }
  }

  @Test
  void damagedBatch_stopsItsPartitionThere_andNoOther() throws Exception {
    kafka.createTopic(topic, 2, Map.of());
    for (int from = 0; from < 30; from += 10) {
      send(0, from, from + 10);
      send(1, from, from + 10);
    }
    kafka.stop();
    damageSecondBatch(0, 80, 0x7f);
    kafka.start();
    try (SpoutRun run = run()) {
      run.until("the other is read", () -> run.texts(1).size() == 30);
      run.until("all before it is read", () -> run.texts(0).size() >= 10);
      run.until("it is said", () -> reason(0) == HaltReason.DAMAGED_BATCH);
      saveAll(run, 0);
      run.until("the end is known", () -> report(0).logEnd() == 30 && report(0).next() == 10);
      assertThat(run.texts(0)).isEqualTo(values(0, 10));
      assertThat(reason(1)).isNull();
      assertThat(run.errors)
          .anyMatch(error -> error.startsWith("partition 0: Kafka holds a damaged"));

      send(1, 30, 40);
      run.until("the other goes on", () -> run.texts(1).size() == 40);
    }
  }

  private void damageSecondBatch(int partition, int at, int bits) throws Exception {
    Path log = kafka.logDirectory(topic, partition).resolve("00000000000000000000.log");
    byte[] bytes = Files.readAllBytes(log);
    int second = 12 + ByteBuffer.wrap(bytes).getInt(8);
    assertThat(bytes.length).isGreaterThan(second + 100);
    bytes[second + at] ^= (byte) bits;
    Files.write(log, bytes);
  }

  /** Kafka's client does not name the partition of a batch that it can't even begin to read. */
  @Test
  void damagedHeaders_stopTheirPartitions_andNoOther() throws Exception {
    kafka.createTopic(topic, 3, Map.of());
    for (int from = 0; from < 30; from += 10) {
      for (int partition = 0; partition < 3; partition++) {
        kafka.send(topic, partition, values(from, from + 10));
      }
    }
    kafka.stop();
    damageSecondBatch(0, 16, 0x40);
    kafka.start();
    AtomicInteger damages = new AtomicInteger();
    try (SpoutRun run =
        run(
            (consumer, poll) -> {
              try {
                return poll.get();
              } catch (CorruptRecordException e) {
                damages.incrementAndGet();
                throw e;
              }
            })) {
      run.until("it is said", () -> reason(0) == HaltReason.DAMAGED_BATCH);
      run.until("the others are read", () -> run.texts(1).size() == 30);
      assertThat(run.texts(0)).isEqualTo(values(0, 10));
      saveAll(run, 0);
      saveAll(run, 2);
      for (int from = 30; from < 60; from += 10) {
        send(1, from, from + 10);
        int before = damages.get();
        run.until("it is tried again", () -> damages.get() > before);
        int known = from + 10;
        run.until("the other goes on after each retry", () -> run.texts(1).size() == known);
        saveAll(run, 1);
        assertThat(reason(0)).isEqualTo(HaltReason.DAMAGED_BATCH);
        assertThat(reason(1)).isNull();
      }
    }
    kafka.stop();
    damageSecondBatch(2, 16, 0x40);
    kafka.start();
    stores.memory().save(2, new Position(stores.memory().saved(0).orElseThrow().log(), 10));
    try (SpoutRun run = run()) {
      run.until(
          "both are said",
          () -> reason(0) == HaltReason.DAMAGED_BATCH && reason(2) == HaltReason.DAMAGED_BATCH);
      assertThat(reason(1)).isNull();
      assertThat(run.texts(0)).isEmpty();
      assertThat(run.texts(2)).isEmpty();
      send(1, 60, 70);
      run.until("the other goes on", () -> run.texts(1).equals(values(60, 70)));
    }
  }

  @Test
  void stateOfAnotherDeployment_isNotCountedInto_andItIsReported() throws Exception {
    createTopic(10);
    stores.memory().isOthers = true;
    try (SpoutRun run = run()) {
      run.until("it is said", () -> reason(0) == HaltReason.STORE);
      assertThat(report(0).text()).contains("another's");
      assertThat(run.emitted).isEmpty();
      stores.memory().isOthers = false;
      run.until("all read", () -> run.texts(0).size() == 10);
    }
  }

  @Test
  void storeThatLostItsData_isClaimedAgain() throws Exception {
    createTopic(10);
    try (SpoutRun run = run()) {
      run.until("all read", () -> run.texts(0).size() == 10);
      Optional<String> owner = stores.memory().owner();
      assertThat(owner).isPresent();
      stores.memory().wipe();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> stores.memory().owner().equals(owner));
    }
  }

  /** Kafka's client throws no exception of its own where it does not know an answer's error. */
  @Test
  void answerThatKafkasClientDoesNotKnow_stopsItsPartition_andNoOther() throws Exception {
    kafka.createTopic(topic, 2, Map.of());
    send(0, 0, 10);
    send(1, 0, 10);
    TopicPartition first = new TopicPartition(topic, 0);
    try (SpoutRun run =
        run(
            (consumer, poll) -> {
              if (consumer.assignment().contains(first)) {
                throw new IllegalStateException("Unexpected error code 999 from " + first);
              }
              return poll.get();
            })) {
      run.until("the other is read", () -> run.texts(1).size() == 10);
      run.until("it is said", () -> report(0).text().contains("error code 999"));
      assertThat(run.texts(0)).isEmpty();
    }
  }

  @Test
  void leaderlessPartition_isReported_andTheOthersAreRead_atStartToo() throws Exception {
    kafka.startBroker(2);
    kafka.createTopic(topic, List.of(1, 2));
    send(0, 0, 10);
    send(1, 0, 10);
    try (SpoutRun run = run()) {
      run.until("all read", () -> run.texts(0).size() == 10 && run.texts(1).size() == 10);
      kafka.stopBroker(2);
      send(0, 10, 20);
      run.until("the other goes on", () -> run.texts(0).size() == 20);
      run.until("it is said", () -> reason(1) == HaltReason.NO_LEADER);
      saveAll(run, 0);
      run.until("the other is well", () -> report(0).next() == 20 && reason(0) == null);
      assertThat(run.down).as("Kafka as a whole is not down").doesNotContain(true);
    }
    send(0, 20, 30);
    try (SpoutRun run = run()) {
      run.until("the other is read", () -> run.texts(0).equals(values(20, 30)));
      run.until("it is said", () -> reason(1) == HaltReason.NO_LEADER);
      assertThat(run.texts(1)).isEmpty();
    }
  }

  @Test
  void openTransaction_isReported_andAbortedRecordsDoNotCount() throws Exception {
    kafka.createTopic(topic, 1, Map.of());
    try (KafkaProducer<byte[], byte[]> aborting =
            kafka.newProducer(Map.of("transactional.id", "a-" + topic));
        KafkaProducer<byte[], byte[]> hanging =
            kafka.newProducer(
                Map.of("transactional.id", "h-" + topic, "transaction.timeout.ms", 600_000));
        SpoutRun run = run()) {
      send(0, 0, 5);
      aborting.initTransactions();
      aborting.beginTransaction();
      send(aborting, 0, values(100, 105));
      aborting.abortTransaction();
      send(0, 5, 10);
      run.until("what is committed is read", () -> run.texts(0).size() == 10);
      assertThat(run.texts(0)).isEqualTo(values(0, 10));
      saveAll(run, 0);

      hanging.initTransactions();
      hanging.beginTransaction();
      send(hanging, 0, values(200, 203));
      send(0, 10, 30);
      run.until("it is said", () -> reason(0) == HaltReason.OPEN_TRANSACTION);
      assertThat(report(0).logEnd() - report(0).next()).isEqualTo(23);
      assertThat(report(0).text()).contains("23 records wait at offset 16");

      hanging.abortTransaction();
      run.until("the rest is read", () -> run.texts(0).size() == 30);
      assertThat(run.texts(0)).isEqualTo(values(0, 30));
      run.until("it goes on", () -> reason(0) == null);
    }
  }

  @Test
  void logThatWasCutBack_isReadFromWhereItWasCut_andTheLossIsReported() throws Exception {
    createTopic(20);
    try (SpoutRun run = run()) {
      run.until("all read", () -> run.texts(0).size() == 20);
      saveAll(run, 0);
      run.until("committed", () -> committed(kafka, topic) == 20);
      String log = run.last(0).batch().range().log();
      loseTheLog();
      send(0, 20, 30);
      run.until("what is there is read", () -> run.texts(0).size() == 30);
      RawBatch again = run.full(0).get(run.full(0).size() - 1).batch();
      assertThat(again.range().log()).isNotEqualTo(log).startsWith(log);
      assertThat(run.texts(0)).isEqualTo(values(0, 30));
      run.until("the loss is said", () -> report(0).lost() == 20);
      assertThat(report(0).lostText()).contains("cut back from 20 to 0");
      saveAll(run, 0);

      send(0, 30, 45);
      run.until("what follows is read", () -> run.texts(0).size() == 45);
      run.until("lag is right again", () -> report(0).logEnd() == 25);
    }
  }

  @Test
  void logThatWasCutBackWhileItWasNotRead_andHasGrownSince_isStillNoticed() throws Exception {
    createTopic(20);
    try (SpoutRun run = run()) {
      run.until("all read", () -> run.texts(0).size() == 20);
      saveAll(run, 0);
      run.until("committed", () -> committed(kafka, topic) == 20);
    }
    loseTheLog();
    send(0, 20, 50);
    try (SpoutRun run = run()) {
      run.until("all that is there is read", () -> run.texts(0).size() == 30);
      assertThat(run.texts(0)).isEqualTo(values(20, 50));
      run.until("the loss is said", () -> report(0).lost() == 20);
    }
  }

  private void loseTheLog() throws Exception {
    kafka.stop();
    try (Stream<Path> files = Files.walk(kafka.logDirectory(topic, 0))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    kafka.start();
  }

  @Test
  void pausedTopology_reportsIt_andItsLag() throws Exception {
    createTopic(10);
    try (SpoutRun run = run()) {
      run.until("all read", () -> run.texts(0).size() == 10);
      saveAll(run, 0);
      run.spout.deactivate();
      send(0, 10, 40);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> reason(0) == HaltReason.PAUSED && report(0).logEnd() == 40);
      assertThat(report(0).next()).isEqualTo(10);
      run.spout.activate();
      run.until("the rest read", () -> run.texts(0).size() == 40);
      run.until("it goes on", () -> reason(0) == null);
    }
  }

  @Test
  void pausedTopology_stillSeesThatKafkaIsAway() throws Exception {
    kafka.createTopic(topic, 1, Map.of());
    try (SpoutRun run = run()) {
      run.until("it goes on", () -> report(0).logEnd() == 0);
      run.spout.deactivate();
      kafka.stop();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> reason(PartitionReport.WHOLE_TOPIC) == HaltReason.KAFKA_AWAY);
      assertThat(reason(0)).isEqualTo(HaltReason.PAUSED);
      assertThat(run.errors).isEmpty();
      kafka.start();
      Awaitility.await().atMost(PATIENCE).until(() -> reason(PartitionReport.WHOLE_TOPIC) == null);
    }
  }

  @Test
  void topicThatIsNotThere_isReported() throws Exception {
    try (SpoutRun run = run()) {
      run.until("it is said", () -> reason(PartitionReport.WHOLE_TOPIC) == HaltReason.NO_TOPIC);
      createTopic(3);
      run.until("all read", () -> run.texts(0).size() == 3);
      run.until("it goes on", () -> reason(PartitionReport.WHOLE_TOPIC) == null);
    }
  }

  @Test
  void closing_whileTheStoreDoesNotAnswer_leavesNoClientBehind() throws Exception {
    kafka.createTopic(topic, 1, Map.of());
    SpoutRun run = run();
    run.until("a start", () -> !run.emitted.isEmpty());
    stores.memory().hang = true;
    try {
      run.spout.fail(run.last(0).id());
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> {
                run.spout.nextTuple();
                return stores.memory().hanging() > 0;
              });
      Optional<Thread> client = spoutsAdmin();
      assertThat(client).isPresent();
      run.close();
      Awaitility.await().atMost(PATIENCE).until(() -> !client.get().isAlive());
    } finally {
      stores.memory().hang = false;
    }
  }

  /** The fixture's own admin client is the other one. */
  private static Optional<Thread> spoutsAdmin() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("kafka-admin-client-thread"))
        .max(Comparator.comparingLong(Thread::getId));
  }
}
