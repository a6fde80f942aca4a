package dev.meetuppulse.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.kafka.testing.KafkaFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** On a real broker. */
class TopicFitnessTest {
  @AutoClose private static final KafkaFixture kafka = KafkaFixture.create();

  private static List<String> troubles(String topic) throws Exception {
    return TopicFitness.troubles(kafka.settings(topic)).stream().map(TopicTrouble::text).toList();
  }

  @Test
  void topicOfOurs_fits_andOneThatIsMissingIsNoTrouble() throws Exception {
    assertThat(troubles("ours")).isEmpty();
    Topics.ensure(kafka.settings("ours"));
    assertThat(troubles("ours")).isEmpty();
  }

  @Test
  void topicThatIsMissing_isDistinguishedFromOneThatFits() throws Exception {
    Topics.ensure(kafka.settings("present"));
    try (Admin admin = KafkaClients.openAdmin(kafka.settings("present"))) {
      assertThatThrownBy(() -> TopicFitness.troubles(admin, "missing", 3, 3, Duration.ofHours(24)))
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
      assertThat(TopicFitness.troubles(admin, "present", 3, 3, Duration.ofHours(24))).isEmpty();
      assertThat(TopicFitness.troubles(admin, "present", 3, 4, Duration.ofHours(24)))
          .extracting(TopicTrouble::text)
          .singleElement()
          .asString()
          .contains("3 partitions", "4");
    }
  }

  @Test
  void topicThatABrokerMadeForAConsumer_isDescribedLineByLine() throws Exception {
    kafka.createTopic(
        "theirs",
        1,
        Map.of(
            "message.timestamp.type", "CreateTime",
            "retention.ms", "3600000",
            "max.message.bytes", "1048588"));
    assertThat(troubles("theirs"))
        .containsExactly(
            "topic theirs has 1 partition, and kafka.partitions is 3; set kafka.partitions to 1,"
                + " or delete the topic so that it is created with 3",
            "topic theirs keeps records for 1 h, and the longest window is 24 h; set its"
                + " retention.ms to 86400000 or more",
            "topic theirs keeps its producers' times, by which the broker deletes old recordings at"
                + " once; set its message.timestamp.type to LogAppendTime",
            "topic theirs takes no record above 1048588 bytes, so larger ones are cut; set its"
                + " max.message.bytes to 2097152");
    assertThat(TopicFitness.troubles(kafka.settings("theirs")))
        .extracting(TopicTrouble::prevents)
        .containsExactly(true, false, false, false);
  }

  @Test
  void compactedTopic_isATrouble() throws Exception {
    kafka.createTopic(
        "compacted",
        3,
        Map.of(
            "cleanup.policy", "compact",
            "message.timestamp.type", "LogAppendTime",
            "max.message.bytes", "2097152"));
    assertThat(troubles("compacted")).singleElement().asString().contains("is compacted");
  }

  @Test
  void topicOfDeadLettersThatCutsThem_isATrouble_andNothingElseOfIt() throws Exception {
    Settings settings = kafka.settings("with-letters");
    String letters = settings.text(Setting.KAFKA_DEAD_LETTERS);
    assertThat(TopicFitness.deadLetterTroubles(settings)).isEmpty();
    kafka.createTopic(
        letters, 1, Map.of("message.timestamp.type", "CreateTime", "max.message.bytes", "1048588"));
    assertThat(TopicFitness.deadLetterTroubles(settings))
        .singleElement()
        .extracting(TopicTrouble::cause)
        .isEqualTo(
            "topic " + letters + " takes no record above 1048588 bytes, so larger ones are cut");
  }
}
