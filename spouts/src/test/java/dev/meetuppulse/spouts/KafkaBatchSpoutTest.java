package dev.meetuppulse.spouts;

import static dev.meetuppulse.spouts.SpoutRun.committed;
import static dev.meetuppulse.spouts.SpoutRun.options;
import static dev.meetuppulse.spouts.SpoutRun.values;
import static org.apache.storm.kafka.spout.FirstPollOffsetStrategy.EARLIEST;
import static org.apache.storm.kafka.spout.FirstPollOffsetStrategy.LATEST;
import static org.apache.storm.kafka.spout.FirstPollOffsetStrategy.UNCOMMITTED_TIMESTAMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.journal.Position;
import dev.meetuppulse.core.source.Reporter;
import dev.meetuppulse.kafka.testing.KafkaFixture;
import dev.meetuppulse.spouts.testing.MemoryStores;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.storm.kafka.spout.FirstPollOffsetStrategy;
import org.apache.storm.kafka.spout.KafkaSpoutConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBatchSpoutTest {
  @AutoClose private static final KafkaFixture kafka = KafkaFixture.create();

  private final String topic = "rsvps-" + UUID.randomUUID();
  private final MemoryStores stores = new MemoryStores(topic);

  private SpoutRun run(SpoutOptions options, FirstPollOffsetStrategy strategy) {
    return new SpoutRun(kafka.bootstrap(), topic, stores, options, strategy);
  }

  private SpoutRun run(int batch, int inFlight) {
    return run(options(batch, inFlight), EARLIEST);
  }

  private void send(int partition, int from, int to) throws Exception {
    kafka.send(topic, partition, values(from, to));
  }

  /** Creates the topic with one partition and these records. */
  private void createTopic(int records) throws Exception {
    kafka.createTopic(topic, 1, Map.of());
    send(0, 0, records);
  }

  private String log() throws Exception {
    return kafka
        .admin()
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get(30, TimeUnit.SECONDS)
        .get(topic)
        .topicId()
        .toString();
  }

  private static void assertChain(List<SpoutRun.EmittedBatch> emitted, long from) {
    long next = from;
    for (SpoutRun.EmittedBatch one : emitted) {
      assertThat(one.batch().range().from()).isEqualTo(next);
      next = one.batch().range().to();
    }
  }

  @Test
  void batchesOfAPartitionJoinEndToStart_andTheFirstIsMarkedAsStart() throws Exception {
    kafka.createTopic(topic, 2, Map.of());
    send(0, 0, 250);
    send(1, 0, 30);
    try (SpoutRun run = run(100, 10_000)) {
      run.until("all read", () -> run.texts(0).size() == 250 && run.texts(1).size() == 30);

      assertThat(run.texts(0)).isEqualTo(values(0, 250));
      assertThat(run.texts(1)).isEqualTo(values(0, 30));
      for (int partition = 0; partition < 2; partition++) {
        int number = partition;
        List<SpoutRun.EmittedBatch> all =
            run.emitted.stream().filter(one -> one.batch().range().partition() == number).toList();
        assertChain(all, 0);
        assertThat(all.get(0).batch().range().isStart()).isTrue();
        assertThat(all.subList(1, all.size())).noneMatch(one -> one.batch().range().isStart());
      }
      assertThat(run.full(0)).allMatch(one -> one.batch().size() <= 100);
      assertThat(run.full(0).get(0).batch().range().log()).isEqualTo(log());
      assertThat(run.last(0).batch().range().logEnd()).isEqualTo(250);
    }
  }

  @Test
  void topicThatDoesNotFit_isAnError_onceForEachTopicOfThatName() throws Exception {
    Map<String, String> fitting =
        Map.of("message.timestamp.type", "LogAppendTime", "max.message.bytes", "2097152");
    kafka.createTopic(topic, 1, fitting);
    SpoutOptions options = new SpoutOptions(100, 10_000, Duration.ofHours(24), "", 3);
    try (SpoutRun run = run(options, EARLIEST)) {
      run.until("it is said", () -> run.errors.size() == 1);
      assertThat(run.errors.get(0)).contains("has 1 partition, and kafka.partitions is 3");
      kafka.deleteTopic(topic);
      Map<String, String> brief = new HashMap<>(fitting);
      brief.put("retention.ms", "3600000");
      kafka.createTopic(topic, 3, brief);
      run.until(
          "the other is said",
          () -> run.errors.stream().anyMatch(error -> error.contains("keeps records for 1 h")));
      assertThat(run.errors.stream().filter(error -> error.contains("kafka.partitions")))
          .hasSize(1);
    }
  }

  @Test
  void withoutRecords_emptyBatchesCarryTheNews() throws Exception {
    kafka.createTopic(topic, 1, Map.of());
    try (SpoutRun run = run(100, 10_000)) {
      run.until("three empty batches", () -> run.emitted.size() == 3);
      assertThat(run.emitted)
          .allMatch(
              one ->
                  one.batch().size() == 0
                      && one.batch().range().from() == one.batch().range().to());
      run.emitted.forEach(one -> run.spout.ack(one.id()));
    }
  }

  @Test
  void savedPosition_isWhereReadingStarts() throws Exception {
    createTopic(50);
    stores.memory().save(0, new Position(log(), 20));
    try (SpoutRun run = run(100, 10_000)) {
      run.until("the rest read", () -> run.texts(0).size() == 30);
      assertThat(run.texts(0)).isEqualTo(values(20, 50));
      assertThat(run.emitted.get(0).batch().range().isStart()).isFalse();
    }
  }

  @Test
  void savedPosition_thatMovesOnWhileTheJournalIsAsked_isNoLogThatWasCutBack() throws Exception {
    createTopic(20);
    stores.memory().hang = true;
    try (SpoutRun run = run(100, 10_000)) {
      run.until("the journal is asked", () -> stores.memory().hanging() > 0);
      send(0, 20, 50);
      stores.memory().save(0, new Position(log(), 40));
      stores.memory().hang = false;
      run.until("the rest read", () -> run.texts(0).size() == 10);
      assertThat(run.texts(0)).isEqualTo(values(40, 50));
      assertThat(run.emitted).noneMatch(one -> one.batch().range().isStart());
    }
  }

  @Test
  void failedBatch_takesThePartitionBackToWhereTheSavedStateEnds() throws Exception {
    createTopic(100);
    try (SpoutRun run = run(10, 10_000)) {
      run.until("all read", () -> run.texts(0).size() == 100);
      stores.memory().save(0, new Position(log(), 30));
      List<SpoutRun.EmittedBatch> old = List.copyOf(run.emitted);
      run.spout.fail(run.full(0).get(5).id());
      run.emitted.clear();

      run.until("read again", () -> run.texts(0).size() == 70);
      assertThat(run.texts(0)).isEqualTo(values(30, 100));
      assertThat(run.emitted.get(0).batch().range().isStart()).isFalse();

      run.emitted.clear();
      old.forEach(one -> run.spout.fail(one.id()));
      send(0, 100, 101);
      run.until("the next read", () -> run.texts(0).contains("v100"));
      assertThat(run.texts(0))
          .as("late fails of an old epoch count for nothing")
          .containsExactly("v100");
    }
  }

  @Test
  void inFlightBound_holdsReadingUntilAcked() throws Exception {
    createTopic(1000);
    try (SpoutRun run = run(20, 100)) {
      run.until("the bound is reached", () -> run.texts(0).size() >= 100);
      run.untilHeld(0);
      assertThat(run.texts(0)).hasSizeBetween(100, 120);

      run.until(
          "all read",
          () -> {
            run.spout.ack(run.last(0).id());
            return run.texts(0).size() == 1000;
          });
      assertThat(run.texts(0)).isEqualTo(values(0, 1000));
      assertChain(run.emitted, 0);
    }
  }

  @Test
  void largeRecords_areBoundInBytes() throws Exception {
    kafka.createTopic(topic, 1, Map.of());
    byte[] large = new byte[1 << 20];
    for (int i = 0; i < 12; i++) {
      kafka.producer().send(new ProducerRecord<>(topic, 0, null, large));
    }
    kafka.producer().flush();
    try (SpoutRun run = run(1000, 1000)) {
      run.until("some read", () -> !run.texts(0).isEmpty());
      run.untilHeld(0);
      assertThat(run.texts(0)).hasSizeBetween(4, 6);
      assertThat(run.full(0)).allMatch(one -> one.batch().size() <= 4);
      run.until(
          "all read",
          () -> {
            run.spout.ack(run.last(0).id());
            return run.texts(0).size() == 12;
          });
    }
  }

  @Test
  void holesInTheLog_areBridged() throws Exception {
    kafka.createTopic(topic, 1, Map.of());
    try (KafkaProducer<byte[], byte[]> producer =
        kafka.newProducer(Map.of("transactional.id", "holes-" + topic))) {
      producer.initTransactions();
      for (int i = 0; i < 3; i++) {
        producer.beginTransaction();
        for (String value : values(i * 5, i * 5 + 5)) {
          producer.send(
              new ProducerRecord<>(topic, 0, null, value.getBytes(StandardCharsets.UTF_8)));
        }
        producer.commitTransaction();
      }
    }
    try (SpoutRun run = run(4, 1000)) {
      run.until("all read", () -> !run.emitted.isEmpty() && run.last(0).batch().range().to() == 18);
      assertThat(run.texts(0)).isEqualTo(values(0, 15));
      assertChain(run.emitted, 0);
    }
  }

  @Test
  void declaredSize_comesFromTheHeader() throws Exception {
    kafka.createTopic(topic, 1, Map.of());
    for (String header : List.of("1500000", "nonsense", "", "999999999999")) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(topic, 0, null, "x".getBytes(StandardCharsets.UTF_8));
      record.headers().add(new RecordHeader("pulse-size", header.getBytes(StandardCharsets.UTF_8)));
      kafka.producer().send(record);
    }
    kafka.producer().send(new ProducerRecord<>(topic, 0, null, null));
    kafka.producer().flush();
    try (SpoutRun run = run(100, 1000)) {
      run.until("all read", () -> run.texts(0).size() == 5);
      List<Integer> sizes =
          run.full(0).stream().flatMap(one -> IntStream.of(one.batch().sizes()).boxed()).toList();
      assertThat(sizes).containsExactly(1_500_000, 0, 0, Integer.MAX_VALUE, 0);
      assertThat(run.texts(0).get(4)).isEmpty();
    }
  }

  @Test
  void storeThatDoesNotAnswer_isWaitedFor() throws Exception {
    createTopic(10);
    stores.memory().down = true;
    try (SpoutRun run = run(100, 1000)) {
      run.until("the store asked in vain", () -> stores.memory().refused() >= 3);
      assertThat(run.emitted).isEmpty();
      stores.memory().down = false;
      run.until("all read", () -> run.texts(0).size() == 10);

      stores.memory().save(0, new Position(log(), 4));
      stores.memory().down = true;
      long refused = stores.memory().refused();
      run.spout.fail(run.full(0).get(0).id());
      run.emitted.clear();
      run.until("the store asked in vain again", () -> stores.memory().refused() >= refused + 3);
      assertThat(run.emitted).isEmpty();
      stores.memory().down = false;
      run.until("read again", () -> run.texts(0).size() == 6);
    }
  }

  @Test
  void latest_startsAtTheEnd_andKeepsThatStartWhenItFailsBeforeASave() throws Exception {
    createTopic(10);
    try (SpoutRun run = run(options(100, 1000), LATEST)) {
      run.until("a start", () -> !run.emitted.isEmpty());
      assertThat(run.emitted.get(0).batch().range().from()).isEqualTo(10);
      send(0, 10, 20);
      run.until("new ones read", () -> run.texts(0).size() == 10);
      run.spout.fail(run.full(0).get(0).id());
      run.emitted.clear();
      run.until("read again", () -> run.texts(0).size() == 10);
      assertThat(run.emitted.get(0).batch().range().isStart()).isTrue();
      assertThat(run.emitted.get(0).batch().range().from()).isEqualTo(10);
    }
  }

  @Test
  void byTime_startsThisFarBackFromNow_byTheBrokersClock() throws Exception {
    kafka.createTopic(topic, 2, Map.of("message.timestamp.type", "LogAppendTime"));
    send(0, 0, 10);
    SpoutOptions none = new SpoutOptions(100, 1000, Duration.ofHours(-1), "", 0);
    try (SpoutRun run = run(none, UNCOMMITTED_TIMESTAMP)) {
      run.until("a start", () -> partitions(run).contains(0));
      assertThat(run.last(0).batch().range().from())
          .as("all are older than an hour from now")
          .isEqualTo(10);
    }
    try (SpoutRun run = run(options(100, 1000), UNCOMMITTED_TIMESTAMP)) {
      run.until("all read", () -> run.texts(0).size() == 10);
      run.until("a start in the empty one", () -> partitions(run).contains(1));
      assertThat(run.last(1).batch().range().from()).isZero();
    }
  }

  @Test
  void byTime_whereTimesAreTheProducersOwn_skipsNothing() throws Exception {
    // Retention would take records of 1970.
    kafka.createTopic(
        topic, 1, Map.of("message.timestamp.type", "CreateTime", "retention.ms", "-1"));
    long seconds = System.currentTimeMillis() / 1000;
    for (String value : values(0, 10)) {
      kafka
          .producer()
          .send(
              new ProducerRecord<>(
                  topic, 0, seconds, null, value.getBytes(StandardCharsets.UTF_8)));
    }
    kafka.producer().flush();
    try (SpoutRun run = run(options(100, 1000), UNCOMMITTED_TIMESTAMP)) {
      run.until("all read", () -> run.texts(0).size() == 10);
      assertThat(run.full(0)).noneMatch(one -> one.batch().hasBrokersTimes());
    }
  }

  @Test
  void recordsThatRetentionTook_areReported_andTheRestIsReadWithAStart() throws Exception {
    createTopic(100);
    stores.memory().save(0, new Position(log(), 10));
    kafka
        .admin()
        .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(40)))
        .all()
        .get(30, TimeUnit.SECONDS);
    try (SpoutRun run = run(100, 1000)) {
      run.until("the rest read", () -> run.texts(0).size() == 60);
      assertThat(run.emitted.get(0).batch().range().isStart()).isTrue();
      assertThat(run.emitted.get(0).batch().range().from()).isEqualTo(40);
    }
  }

  @Test
  void topicCreatedAgain_startsAtItsBeginning_evenWhenItIsLongerThanTheOldOne() throws Exception {
    createTopic(20);
    String oldLog = log();
    try (SpoutRun run = run(10, 100_000)) {
      run.until("all read", () -> run.texts(0).size() == 20);
      stores.memory().save(0, new Position(oldLog, 20));
      run.emitted.forEach(one -> run.spout.ack(one.id()));
      run.emitted.clear();

      kafka.deleteTopic(topic);
      createTopic(500);
      String newLog = log();
      assertThat(newLog).isNotEqualTo(oldLog);

      run.until("the new log read", () -> run.texts(0).size() >= 500);
      assertThat(run.texts(0)).isEqualTo(values(0, 500));
      assertThat(run.full(0)).allMatch(one -> one.batch().range().log().equals(newLog));
      List<SpoutRun.EmittedBatch> ofNew =
          run.emitted.stream().filter(one -> one.batch().range().log().equals(newLog)).toList();
      assertThat(ofNew.get(0).batch().range().isStart()).isTrue();
      assertChain(ofNew, 0);
      assertThat(run.last(0).batch().range().logEnd()).isEqualTo(500);
    }
  }

  /** A spout that looks at the topic once. */
  private SpoutRun runThatLooksOnce() {
    var config = SpoutRun.config(kafka.bootstrap(), topic, EARLIEST, 3_600_000);
    return new SpoutRun(new KafkaBatchSpout(config, stores, options(10, 100_000)), 0, 1);
  }

  /** Saves the 20 records that were read, and creates their topic again; returns the former log. */
  private String createTopicAgain(SpoutRun run, int records) throws Exception {
    String oldLog = log();
    run.until("all read", () -> run.texts(0).size() == 20);
    stores.memory().save(0, new Position(oldLog, 20));
    run.emitted.clear();
    kafka.deleteTopic(topic);
    createTopic(records);
    return oldLog;
  }

  @Test
  void topicCreatedAgain_betweenTwoChecks_isNeverMistakenForTheOldOne() throws Exception {
    createTopic(20);
    try (SpoutRun run = runThatLooksOnce()) {
      String oldLog = createTopicAgain(run, 500);

      run.until("the new log read", () -> run.texts(0).size() >= 500);
      assertThat(run.texts(0)).isEqualTo(values(0, 500));
      assertThat(run.full(0)).noneMatch(one -> one.batch().range().log().equals(oldLog));
    }
  }

  @Test
  void topicCreatedAgain_thatIsShorter_hasLostNothing() throws Exception {
    createTopic(20);
    try (SpoutRun run = runThatLooksOnce()) {
      createTopicAgain(run, 5);
      String newLog = log();

      run.until("the new log read", () -> run.texts(0).equals(values(0, 5)));
      stores.memory().save(0, new Position(newLog, 5));
      run.emitted.forEach(one -> run.spout.ack(one.id()));
      run.until(
          "it is reported",
          () -> stores.memory().report(Reporter.SPOUT, 0).filter(it -> it.next() == 5).isPresent());
      assertThat(stores.memory().report(Reporter.SPOUT, 0).orElseThrow().lost()).isZero();
    }
  }

  @Test
  void topicCreatedAgain_beforeAnythingWasSaved_isReadFromItsBeginningAllTheSame()
      throws Exception {
    createTopic(20);
    try (SpoutRun run = run(options(10, 1000), LATEST)) {
      run.until("a start", () -> !run.emitted.isEmpty());
      kafka.deleteTopic(topic);
      createTopic(50);
      run.until("the new log read", () -> run.texts(0).size() == 50);
      assertThat(run.texts(0)).isEqualTo(values(0, 50));
      assertThat(run.full(0).get(0).batch().range().from()).isZero();
    }
  }

  @Test
  void brokerThatIsAway_isReportedAndWaitedFor() throws Exception {
    createTopic(10);
    kafka.stop();
    try (SpoutRun run = run(100, 1000)) {
      run.until("told that Kafka is down", () -> run.down.contains(true));
      assertThat(run.emitted).isEmpty();
      kafka.start();
      run.until("all read", () -> run.texts(0).size() == 10 && run.down.contains(false));
      assertThat(run.down).endsWith(true, false).containsOnlyOnce(false);

      kafka.stop();
      run.down.clear();
      run.until("told again and again", () -> run.down.size() == 3);
      assertThat(run.down).containsOnly(true);
      kafka.start();
      send(0, 10, 20);
      run.until("the rest read", () -> run.texts(0).size() == 20 && run.down.contains(false));
      assertThat(run.texts(0)).isEqualTo(values(0, 20));
      assertChain(run.emitted, 0);
    }
  }

  @Test
  void clientFile_isReadWhereTheSpoutRuns_andWaitedFor(@TempDir Path directory) throws Exception {
    createTopic(10);
    Path file = directory.resolve("client.properties");
    SpoutOptions options = new SpoutOptions(10, 100, Duration.ofHours(1), file.toString(), 0);
    try (SpoutRun run = run(options, EARLIEST)) {
      run.until("the file missed", () -> !run.errors.isEmpty());
      assertThat(run.emitted).isEmpty();
      Files.writeString(file, "client.rack=here\n");
      run.until("all read", () -> run.texts(0).size() == 10);
    }
  }

  @Test
  void newPartitions_areReadFromTheirBeginning() throws Exception {
    kafka.createTopic(topic, 1, Map.of());
    try (SpoutRun run = run(10, 1000)) {
      run.until("a start", () -> !run.emitted.isEmpty());
      kafka
          .admin()
          .createPartitions(Map.of(topic, NewPartitions.increaseTo(2)))
          .all()
          .get(30, TimeUnit.SECONDS);
      send(1, 0, 5);
      run.until("the new one read", () -> run.texts(1).size() == 5);
      assertThat(run.texts(1)).isEqualTo(values(0, 5));
    }
  }

  @Test
  void partitions_areSharedOutAmongTasks() throws Exception {
    kafka.createTopic(topic, 3, Map.of());
    var config = SpoutRun.config(kafka.bootstrap(), topic, EARLIEST, 200);
    try (SpoutRun first =
            new SpoutRun(new KafkaBatchSpout(config, stores, options(10, 100)), 0, 2);
        SpoutRun second =
            new SpoutRun(new KafkaBatchSpout(config, stores, options(10, 100)), 1, 2)) {
      first.until("two started", () -> partitions(first).size() == 2);
      second.until("one started", () -> partitions(second).size() == 1);
      assertThat(partitions(first)).containsExactlyInAnyOrder(0, 2);
      assertThat(partitions(second)).containsExactly(1);
    }
  }

  private static Set<Integer> partitions(SpoutRun run) {
    Set<Integer> partitions = new HashSet<>();
    run.emitted.forEach(one -> partitions.add(one.batch().range().partition()));
    return partitions;
  }

  @Test
  void whatWasSavedAfterTheLastCommit_isNotEmittedAgain() throws Exception {
    createTopic(10);
    try (SpoutRun run = run(4, 1000)) {
      run.until("the first read", () -> run.texts(0).size() == 10);
      run.spout.ack(run.last(0).id());
      run.until("committed", () -> committed(kafka, topic) == 10);
      send(0, 10, 30);
      run.until("the rest read", () -> run.texts(0).size() == 30);
      stores.memory().save(0, new Position(log(), 25));
    }
    try (SpoutRun run = run(4, 1000)) {
      run.until("what is not saved read", () -> run.texts(0).contains("v29"));
      assertThat(run.texts(0)).isEqualTo(values(25, 30));
      assertChain(run.emitted, 25);
      stores.memory().save(0, new Position(log(), 30));
    }
    try (SpoutRun run = run(4, 1000)) {
      send(0, 30, 31);
      run.until("the next read", () -> run.texts(0).contains("v30"));
      assertThat(run.texts(0)).as("nothing lies after what is saved").containsExactly("v30");
      assertChain(run.emitted, 30);
    }
  }

  @Test
  void pausedTopology_commitsWhatIsSavedMeanwhile() throws Exception {
    createTopic(10);
    try (SpoutRun run = run(10, 1000)) {
      run.until("the first read", () -> run.texts(0).size() == 10);
      run.spout.ack(run.last(0).id());
      run.until("committed", () -> committed(kafka, topic) == 10);
      send(0, 10, 20);
      run.until("the rest read", () -> run.texts(0).size() == 20);
      run.spout.deactivate();
      run.spout.ack(run.last(0).id());
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> committed(kafka, topic) == 20);
    }
  }

  @Test
  void configurationShown_isWhatTheLagViewNeeds_andNoSecret() {
    var config =
        new KafkaSpoutConfig.Builder<ByteBuffer, ByteBuffer>("b:1", "t")
            .setGroupId("g")
            .setProp("sasl.jaas.config", "secret")
            .build();
    assertThat(new KafkaBatchSpout(config, stores, options(1, 1)).getComponentConfiguration())
        .isEqualTo(
            Map.of("config.topics", "t", "config.groupid", "g", "config.bootstrap.servers", "b:1"));
  }

  @Test
  void configurationShown_letsTheLagPanelUseTheClientFile_withoutASecret(@TempDir Path directory)
      throws Exception {
    Path file = directory.resolve("client.properties");
    Files.writeString(
        file,
        "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config=our secret;\n"
            + "bootstrap.servers=other:1\n");
    var config = SpoutRun.config("b:1", "t", EARLIEST, 200);
    SpoutOptions options = new SpoutOptions(1, 1, Duration.ofHours(1), file.toString(), 0);
    Map<String, Object> shown =
        new KafkaBatchSpout(config, stores, options).getComponentConfiguration();

    assertThat(shown.toString()).doesNotContain("our secret");
    assertThat(shown)
        .containsEntry("config.security.protocol", "SASL_PLAINTEXT")
        .containsEntry("config.bootstrap.servers", "b:1");
    // As the panel does: all that begins with "config.", without it, is for Kafka's client.
    Map<String, Object> panel = new HashMap<>();
    shown.forEach((key, value) -> panel.put(key.substring("config.".length()), value));
    AdminClientConfig resolved = new AdminClientConfig(panel);
    assertThat(resolved.getPassword("sasl.jaas.config").value()).isEqualTo("our secret;");
    assertThat(resolved.getString("sasl.mechanism")).isEqualTo("PLAIN");
  }
}
