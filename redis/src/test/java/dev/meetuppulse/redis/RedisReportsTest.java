package dev.meetuppulse.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.board.Status;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.PartitionReport;
import dev.meetuppulse.core.source.Reporter;
import dev.meetuppulse.redis.testing.RedisFixture;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** Reports on partitions and the status they become part of, against a real server. */
class RedisReportsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @AutoClose private static final RedisFixture server = RedisFixture.create();
  private static final Settings settings =
      server.settings().with(Map.of(Setting.REDIS_PREFIX, "pulse"));

  @AutoClose private final UnifiedJedis redis = RedisConnections.open(settings, 1);
  @AutoClose private final RedisReports reports = new RedisReports(settings, new Guard(settings));
  @AutoClose private final RedisBoards boards = new RedisBoards(settings);
  @AutoClose private final BoardReader reader = new BoardReader(settings);

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  private JsonNode status() throws IOException {
    return JSON.readTree(reader.read(List.of(), "5m").status());
  }

  private void report(int partitions, PartitionReport... published) {
    reports.publish(Reporter.SPOUT, partitions, List.of(published));
  }

  private static Status saved(long next) {
    return new Status(
        500, 3, Tally.ZERO, List.of(new Status.Partition(0, next, next, next)), false);
  }

  private static PartitionReport spout(int partition, long next, long end) {
    return new PartitionReport(partition, next, end, null, "", 0, 0, "");
  }

  @Test
  void endAndLag_areKnownWithoutASave() throws IOException {
    boards.publish(saved(10));
    report(2, spout(0, 10, 25), spout(1, 0, 4));

    JsonNode status = status();
    assertThat(status.path("lag").asLong()).isEqualTo(19);
    assertThat(status.path("stuck").asInt()).isZero();
    assertThat(status.path("reason").isNull()).isTrue();
    assertThat(status.path("partitions").path(1))
        .isEqualTo(
            JSON.readTree(
                """
                {"partition": 1, "next": 0, "end": 4, "rebuildEnd": 0, "reason": null, "lost": 0}"""));
  }

  @Test
  void reasonAndLoss_areInTheStatus_andInWhatIsStored() throws IOException {
    boards.publish(saved(10));
    report(
        1,
        new PartitionReport(
            0, 10, 25, HaltReason.DAMAGED_BATCH, "offset 10", 7_000, 3, "cut back"));
    boards.refreshStatus();

    JsonNode status = status();
    assertThat(status.path("stuck").asInt()).isEqualTo(1);
    assertThat(status.path("lost").asLong()).isEqualTo(3);
    assertThat(status.path("reason").asText()).isEqualTo("damaged_batch");
    JsonNode partition = status.path("partitions").path(0);
    assertThat(partition.path("text").asText())
        .startsWith("Kafka holds a damaged batch")
        .endsWith(" (offset 10)");
    assertThat(partition.path("since").asLong()).isEqualTo(7_000);
    assertThat(partition.path("lostText").asText()).isEqualTo("cut back");
    assertThat(JSON.readTree(redis.get("pulse:status"))).isEqualTo(status);
  }

  @Test
  void stuckBeforeAnythingWasSaved_isReported() throws IOException {
    assertThat(reader.read(List.of(), "5m").status()).isNull();
    report(1, spout(0, 0, 9));
    assertThat(reader.read(List.of(), "5m").status()).as("it may be saved any moment").isNull();
    report(1, spout(0, 0, 9).halted(HaltReason.NO_LEADER, "", 7_000));
    boards.refreshStatus();

    JsonNode status = status();
    assertThat(status.path("lag").asLong()).isEqualTo(9);
    assertThat(status.path("reason").asText()).isEqualTo("no_leader");
    assertThat(status.path("records").path("received").asLong()).isZero();
    assertThat(JSON.readTree(redis.get("pulse:status"))).isEqualTo(status);

    boards.publish(saved(9));
    assertThat(status().path("revision").asLong()).isEqualTo(3);
  }

  @Test
  void topicThatWasMissing_andIsThere_goesOn() throws IOException {
    PartitionReport none =
        PartitionReport.halted(PartitionReport.WHOLE_TOPIC, HaltReason.NO_TOPIC, "", 7_000);
    report(0, none);
    assertThat(status().path("reason").asText()).isEqualTo("no_topic");
    boards.publish(saved(10));
    for (int i = 0; i < 2; i++) {
      report(1, PartitionReport.going(PartitionReport.WHOLE_TOPIC), spout(0, 10, 12));
    }
    assertThat(status().path("reason").isNull()).isTrue();
    assertThat(status().path("lag").asLong()).isEqualTo(2);
  }

  @Test
  void spoutThatFellSilent_isAway() throws IOException {
    boards.publish(saved(10));
    report(1, spout(0, 10, 10));
    assertThat(status().path("reason").isNull()).isTrue();
    age("0:spout", 10_500);

    JsonNode status = status();
    assertThat(status.path("reason").asText()).isEqualTo("away");
    assertThat(status.path("partitions").path(0).path("reason").asText()).isEqualTo("away");
  }

  @Test
  void kafkaAwayForAll_isKafkaDown() throws IOException {
    boards.publish(saved(10));
    report(1, spout(0, 10, 10).halted(HaltReason.KAFKA_AWAY, "", 1));
    assertThat(status().path("kafkaDown").asBoolean()).isTrue();
  }

  @Test
  void partitionsThatAreGone_andFieldsOfALaterVersion_areLeftOut() throws IOException {
    boards.publish(saved(10));
    report(4, spout(0, 10, 10), spout(3, 1, 2));
    report(2, spout(0, 10, 10));
    redis.hset("pulse:reports", "0:newer", "1 {}");
    redis.hset("pulse:reports", "1:spout", "nonsense");
    assertThat(status().path("partitions")).hasSize(1);
    redis.hset("pulse:reports", "0:spout", System.currentTimeMillis() + " {\"reason\":\"newer\"}");
    assertThat(status().path("reason").asText()).isEqualTo("stalled");
  }

  @Test
  void partitionsThatTheTopicHasNoMore_countNeitherInLagNorAsRebuilt() throws IOException {
    boards.publish(
        new Status(
            500,
            3,
            Tally.ZERO,
            List.of(new Status.Partition(0, 10, 10, 10), new Status.Partition(1, 5, 90, 90)),
            false));
    assertThat(status().path("rebuilding").asBoolean()).isTrue();
    report(1, spout(0, 10, 12));
    JsonNode status = status();
    assertThat(status.path("lag").asLong()).isEqualTo(2);
    assertThat(status.path("rebuilding").asBoolean()).isFalse();
    assertThat(status.path("partitions")).hasSize(1);
  }

  @Test
  void topicCreatedAgain_whileNothingCanBeSaved_lags() throws IOException {
    boards.publish(saved(100));
    report(1, spout(0, 0, 40).halted(HaltReason.DEAD_LETTERS, "no", 1));
    assertThat(status().path("lag").asLong()).isEqualTo(40);
  }

  @Test
  void reportOlderThanWhatIsSaved_takesNothingBack() throws IOException {
    boards.publish(saved(100));
    report(1, spout(0, 20, 40));
    assertThat(status().path("lag").asLong()).isZero();
    assertThat(status().path("partitions").path(0).path("next").asLong()).isEqualTo(100);
  }

  @Test
  void partitionWithoutAReport_isAway() throws IOException {
    boards.publish(saved(10));
    report(2, spout(0, 10, 12));
    assertThat(status().path("stuck").asInt()).isZero();
    redis.hset("pulse:reports", "-1:size", (System.currentTimeMillis() - 10_500) + " 2");
    report(2, spout(0, 10, 12));
    assertThat(status().path("stuck").asInt()).isEqualTo(1);
    assertThat(status().path("partitions").path(1).path("reason").asText()).isEqualTo("away");
  }

  /** Makes a report look as if it had been published earlier. */
  private void age(String field, long millis) {
    String[] value = redis.hget("pulse:reports", field).split(" ", 2);
    redis.hset("pulse:reports", field, (Long.parseLong(value[0]) - millis) + " " + value[1]);
  }
}
