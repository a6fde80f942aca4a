package dev.meetuppulse.feed;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Properties of every kind of Kafka client. What the client file says (SASL, TLS) goes in first and
 * nowhere else; what correctness rests on goes in last and wins.
 */
public final class KafkaClients {
  /** Largest request, and largest record a topic of ours takes: a mebibyte and ample room. */
  public static final int MAX_REQUEST_BYTES = 2 << 20;

  /** How long a broker that does not answer is waited for before anything has worked, ms. */
  static final int START_MILLIS = 8_000;

  /** How long a broker may be away before a record that waits for it is given up, ms. */
  private static final int DELIVERY_MILLIS = 300_000;

  private KafkaClients() {}

  /**
   * A producer with text keys that loses nothing and keeps order: idempotent, acknowledged by all,
   * retrying for five minutes, waiting as long when its buffer is full.
   *
   * @throws FeedException if the client file can't be read
   */
  public static Properties producer(Settings settings) {
    Properties properties = common(settings);
    properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "20");
    properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, "131072");
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    // A broker that knows nothing of this producer yet (the topic is new, or was made anew) takes
    // any first sequence number: were a first request refused and a second one under way, that one
    // would be taken, and the first could never be sent again.
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    properties.put(ProducerConfig.RETRIES_CONFIG, String.valueOf(Integer.MAX_VALUE));
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(DELIVERY_MILLIS));
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, String.valueOf(DELIVERY_MILLIS));
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(MAX_REQUEST_BYTES));
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
    properties.put(
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    return properties;
  }

  /**
   * A consumer with text keys, without a group, that creates no topic.
   *
   * @throws FeedException if the client file can't be read
   */
  public static Properties consumer(Settings settings) {
    Properties properties = common(settings);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
    properties.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    return properties;
  }

  /**
   * An admin client that gives up within ten seconds.
   *
   * @throws FeedException if the client file can't be read
   */
  public static Properties admin(Settings settings) {
    Properties properties = common(settings);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(START_MILLIS));
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, String.valueOf(START_MILLIS / 2));
    return properties;
  }

  private static Properties common(Settings settings) {
    Properties properties = new Properties();
    Optional<String> file = settings.optional(Setting.KAFKA_CLIENT_FILE);
    if (file.isPresent()) {
      try (Reader reader = Files.newBufferedReader(Path.of(file.get()))) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new FeedException(
            "can't read " + Setting.KAFKA_CLIENT_FILE.key() + " " + file.get(), e);
      }
    }
    properties.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.text(Setting.KAFKA_BOOTSTRAP));
    return properties;
  }
}
