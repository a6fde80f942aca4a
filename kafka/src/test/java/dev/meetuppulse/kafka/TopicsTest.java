package dev.meetuppulse.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.kafka.testing.KafkaFixture;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a real broker. */
@Timeout(180)
class TopicsTest {
  @AutoClose private static final KafkaFixture kafka = KafkaFixture.create();

  @Test
  void ensure_missingTopics_createdOnceWithTheBrokersTime() throws Exception {
    Settings settings = kafka.settings("fresh");

    Topics.ensure(settings);
    Topics.ensure(settings);

    try (Admin admin = KafkaClients.openAdmin(settings)) {
      for (String topic : List.of("fresh", "fresh-dead")) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        assertThat(config.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
        assertThat(config.get("max.message.bytes").value()).isEqualTo("2097152");
        assertThat(
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions())
            .hasSize(3);
      }
    }
  }

  @Test
  void id_ofATopicThatIsCreatedAgain_isAnother() throws Exception {
    Settings settings = kafka.settings("again");
    Topics.ensure(settings);
    String first = Topics.id(settings);
    assertThat(Topics.id(settings)).isEqualTo(first).isNotEmpty();

    try (Admin admin = KafkaClients.openAdmin(settings)) {
      admin.deleteTopics(List.of("again")).all().get();
    }
    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              Topics.ensure(settings);
              assertThat(Topics.id(settings)).isNotEqualTo(first);
            });
  }

  @Test
  void ensure_nothingListens_reportsItInOneLine() {
    Settings nowhere = kafka.settings("x").with(Map.of(Setting.KAFKA_BOOTSTRAP, "127.0.0.1:1"));

    assertThatThrownBy(() -> Topics.ensure(nowhere))
        .isInstanceOf(KafkaAccessException.class)
        .hasMessageStartingWith("no Kafka at 127.0.0.1:1 (")
        .hasMessageEndingWith("; start it, or set kafka.bootstrap")
        .hasMessageNotContaining("\n");
  }
}
