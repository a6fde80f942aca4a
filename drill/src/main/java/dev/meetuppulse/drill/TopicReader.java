package dev.meetuppulse.drill;

import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.kafka.KafkaClients;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a part of a topic, in the order of each partition. */
final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MAX_SILENT_POLLS = 100;

  private TopicReader() {}

  /** Hands over the records from the first offsets to before the last. */
  static void read(
      Settings settings,
      String topic,
      Map<Integer, Long> from,
      Map<Integer, Long> to,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    Map<String, Object> properties = KafkaClients.consumer(settings);
    properties.put("key.deserializer", ByteArrayDeserializer.class.getName());
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
      consumer.assign(from.keySet().stream().map(p -> new TopicPartition(topic, p)).toList());
      from.forEach(
          (partition, offset) -> consumer.seek(new TopicPartition(topic, partition), offset));
      int silent = 0;
      while (silent < MAX_SILENT_POLLS
          && to.entrySet().stream()
              .anyMatch(
                  end ->
                      consumer.position(new TopicPartition(topic, end.getKey()))
                          < end.getValue())) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        silent = records.isEmpty() ? silent + 1 : 0;
        records.forEach(reader);
      }
    }
  }
}
