package dev.meetuppulse.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.board.Status;
import dev.meetuppulse.core.journal.Position;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.kafka.testing.KafkaFixture;
import dev.meetuppulse.spouts.testing.MemoryStores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.generated.KillOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole topology in Storm's local cluster, with a real Kafka and stores in memory. */
class PulseTopologyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final int PARTITIONS = 4;

  @AutoClose private static final KafkaFixture kafka = KafkaFixture.create();
  @AutoClose private static LocalCluster storm;

  private final String id = UUID.randomUUID().toString().substring(0, 8);
  private final MemoryStores stores = new MemoryStores(id);
  private final OddRsvpLines lines = new OddRsvpLines(PARTITIONS, id.hashCode());
  private final Settings settings =
      Settings.of(
          Map.of(
              Setting.KAFKA_BOOTSTRAP,
              kafka.bootstrap(),
              Setting.KAFKA_TOPIC,
              "rsvps-" + id,
              Setting.KAFKA_DEAD_LETTERS,
              "dead-" + id,
              Setting.KAFKA_GROUP,
              "group-" + id,
              Setting.COUNT_CLOCK,
              "event",
              Setting.COUNT_SAVE_EVERY,
              "200ms",
              Setting.TOPOLOGY_NAME,
              "pulse-" + id,
              Setting.TOPOLOGY_BATCH,
              "100",
              Setting.TOPOLOGY_IN_FLIGHT,
              "2000",
              Setting.TOPOLOGY_RANKERS,
              "2"));

  @BeforeAll
  static void start() throws Exception {
    storm = new LocalCluster();
  }

  @BeforeEach
  void createTopic() throws Exception {
    kafka.createTopic(settings.text(Setting.KAFKA_TOPIC), PARTITIONS, Map.of());
  }

  @AfterEach
  void kill() throws Exception {
    killTopology();
  }

  private void submit() throws Exception {
    Config config = PulseTopology.config(settings);
    config.put(Config.TOPOLOGY_TESTING_ALWAYS_TRY_SERIALIZE, true);
    config.put(Config.TOPOLOGY_ENABLE_MESSAGE_TIMEOUTS, true);
    storm.submitTopology(
        settings.text(Setting.TOPOLOGY_NAME), config, PulseTopology.build(settings, stores));
  }

  private void killTopology() throws Exception {
    KillOptions now = new KillOptions();
    now.set_wait_secs(0);
    storm.killTopologyWithOpts(settings.text(Setting.TOPOLOGY_NAME), now);
    await().atMost(PATIENCE).until(() -> storm.getClusterInfo().get_topologies_size() == 0);
  }

  private void send(int count) throws Exception {
    for (Map.Entry<Integer, List<String>> part : lines.next(count).entrySet()) {
      kafka.send(settings.text(Setting.KAFKA_TOPIC), part.getKey(), part.getValue());
    }
  }

  private void awaitTruth() {
    await()
        .atMost(PATIENCE)
        .ignoreException(NoSuchElementException.class)
        .untilAsserted(
            () -> {
              Status status = stores.memory().status().orElseThrow();
              assertThat(status.tally()).isEqualTo(lines.tally());
              assertThat(status.lag()).isZero();
              Board cities = stores.memory().board("cities", "all").orElseThrow();
              Map<String, Long> counted =
                  cities.rows().stream().collect(Collectors.toMap(Row::key, Row::rsvps));
              assertThat(counted).isEqualTo(lines.cities());
              assertThat(stores.memory().board("topics", "all").orElseThrow().rsvps())
                  .isEqualTo(cities.rsvps());
            });
  }

  @Test
  void everyRecordCountsOnce() throws Exception {
    submit();
    send(3000);
    awaitTruth();
    assertThat(lines.tally().invalidTotal()).isPositive();
    assertThat(lines.tally().changed()).isPositive();
  }

  @Test
  void topologyKilledAndSubmittedAgain_goesOnWhereItStopped() throws Exception {
    submit();
    send(2000);
    await().atMost(PATIENCE).until(() -> stores.memory().saved(0).isPresent());
    killTopology();
    send(2000);
    submit();
    send(1000);
    awaitTruth();
  }

  @Test
  void storeAwayForAWhile_nothingIsLostOrCountedTwice() throws Exception {
    submit();
    send(1000);
    awaitTruth();
    stores.memory().down = true;
    send(5000);
    awaitRefusals(20);
    stores.memory().down = false;
    send(1000);
    awaitTruth();
  }

  @Test
  void storeThatLostEverything_isWrittenAgainFromMemory() throws Exception {
    submit();
    send(2000);
    awaitTruth();
    stores.memory().wipe();
    send(2000);
    awaitTruth();
  }

  @Test
  void brokerRestarted_countingGoesOn() throws Exception {
    submit();
    send(2000);
    awaitTruth();
    kafka.stop();
    kafka.start();
    send(2000);
    awaitTruth();
  }

  @Test
  void recreatedTopic_isCountedOnTopOfTheOldOne() throws Exception {
    submit();
    send(2000);
    awaitTruth();
    kafka.deleteTopic(settings.text(Setting.KAFKA_TOPIC));
    createTopic();
    send(4000);
    awaitTruth();
  }

  @Test
  void storeThatComesAndGoes_underLoad_nothingIsLostOrCountedTwice() throws Exception {
    submit();
    MemoryStores.StoredState memory = stores.memory();
    for (int round = 0; round < 9; round++) {
      long saved = saved();
      send(1500);
      switch (round % 3) {
        case 0 -> {
          memory.down = true;
          awaitRefusals(5 + round);
        }
        case 1 -> {
          memory.readOnly = true;
          awaitRefusals(5 + round);
        }
        default -> await().atMost(PATIENCE).until(() -> saved() > saved);
      }
      memory.down = false;
      memory.readOnly = false;
    }
    awaitTruth();
  }

  /** Waits until the store has refused that many further calls. */
  private void awaitRefusals(int count) {
    long before = stores.memory().refused();
    await().atMost(PATIENCE).until(() -> stores.memory().refused() >= before + count);
  }

  /** Records that are saved, in all partitions. */
  private long saved() {
    return IntStream.range(0, PARTITIONS)
        .mapToObj(stores.memory()::saved)
        .flatMap(Optional::stream)
        .mapToLong(Position::next)
        .sum();
  }
}
