package dev.meetuppulse.drill;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.kafka.KafkaClients;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka where the topics of an environment end. */
record TopicOffsets(Settings settings) {
  /** Longer than another fault may keep Kafka away. */
  private static final int KAFKA_MILLIS = 180_000;

  /** Where each partition of the topic of records ends. */
  Map<Integer, Long> ends() throws InterruptedException {
    return ends(settings.text(Setting.KAFKA_TOPIC));
  }

  /**
   * Where each partition of a topic ends.
   *
   * @throws DrillException if Kafka does not say
   */
  Map<Integer, Long> ends(String topic) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (int i = 0; i < settings.integer(Setting.KAFKA_PARTITIONS); i++) {
      wanted.put(new TopicPartition(topic, i), OffsetSpec.latest());
    }
    try (Admin admin = admin()) {
      Map<Integer, Long> ends = new HashMap<>();
      admin
          .listOffsets(wanted)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw new DrillException("can't ask Kafka where " + topic + " ends", e.getCause());
    }
  }

  long deadLetters() throws InterruptedException {
    return ends(settings.text(Setting.KAFKA_DEAD_LETTERS)).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  Admin admin() {
    Map<String, Object> config = KafkaClients.admin(settings);
    config.put("default.api.timeout.ms", KAFKA_MILLIS);
    return Admin.create(config);
  }
}
