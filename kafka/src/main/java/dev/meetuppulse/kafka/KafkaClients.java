package dev.meetuppulse.kafka;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Properties of every kind of Kafka client. Those of the client file (SASL, TLS) go in first and
 * nowhere else; those that correctness rests on go in last and win.
 */
public final class KafkaClients {
  /** Largest request, and largest record a topic of ours takes: a mebibyte and ample room. */
  public static final int MAX_REQUEST_BYTES = 2 << 20;

  /** How long a broker that does not answer is waited for before anything has worked, ms. */
  public static final int START_MILLIS = 8_000;

  /** How long a broker may be away before a record that waits for it is given up, ms. */
  private static final int DELIVERY_MILLIS = 300_000;

  private KafkaClients() {}

  /**
   * A producer of byte arrays with text keys that loses nothing and keeps order: idempotent,
   * acknowledged by all, retrying for five minutes, waiting as long when its buffer is full.
   *
   * @throws KafkaAccessException if the client file can't be read
   */
  public static Map<String, Object> producer(Settings settings) {
    Map<String, Object> properties = common(settings);
    properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 20);
    properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 131_072);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A broker that knows nothing of this producer yet (the topic is new, or was created again)
    // takes any first sequence number: were a first request refused and a second one under way,
    // that one would be taken, and the first could never be sent again.
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    properties.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_MILLIS);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return properties;
  }

  /**
   * A {@link #producer} for single records that can be sent again: it sends at once, and gives up.
   *
   * @param patience how long it waits for room or for an answer; a record is given up after twice
   *     that
   * @throws KafkaAccessException if the client file can't be read
   */
  public static Map<String, Object> quickProducer(Settings settings, Duration patience) {
    int millis = (int) patience.toMillis();
    Map<String, Object> properties = producer(settings);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * millis);
    return properties;
  }

  /**
   * A consumer of byte arrays with text keys, without a group, that creates no topic.
   *
   * @throws KafkaAccessException if the client file can't be read
   */
  public static Map<String, Object> consumer(Settings settings) {
    Map<String, Object> properties = common(settings);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return properties;
  }

  /**
   * An admin client that gives up within ten seconds.
   *
   * @throws KafkaAccessException if the client file can't be read
   */
  public static Map<String, Object> admin(Settings settings) {
    return admin(settings, Duration.ofMillis(START_MILLIS));
  }

  /**
   * Properties of an admin client with a shorter timeout.
   *
   * @param patience how long it waits for an answer
   */
  static Map<String, Object> admin(Settings settings, Duration patience) {
    int millis = (int) Math.min(START_MILLIS, patience.toMillis());
    Map<String, Object> properties = common(settings);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
    return properties;
  }

  /**
   * Opens an {@link #admin} client; it connects when first used.
   *
   * @throws KafkaAccessException if the client file can't be read, or the settings make no sense
   */
  public static Admin openAdmin(Settings settings) {
    return openAdmin(settings, Duration.ofMillis(START_MILLIS));
  }

  /** Opens an admin client with a shorter timeout. */
  static Admin openAdmin(Settings settings, Duration patience) {
    try {
      return Admin.create(admin(settings, patience));
    } catch (KafkaException e) {
      throw unreachable(settings, e);
    }
  }

  /** Names the brokers that could not be used, the reason, and the setting to change. */
  public static KafkaAccessException unreachable(Settings settings, Throwable cause) {
    String servers = settings.text(Setting.KAFKA_BOOTSTRAP);
    String message =
        KafkaTrouble.refusal(servers, cause)
            .orElseGet(
                () ->
                    "no Kafka at %s (%s); start it, or set %s"
                        .formatted(
                            servers, KafkaTrouble.words(cause), Setting.KAFKA_BOOTSTRAP.key()));
    return new KafkaAccessException(message, cause);
  }

  private static Map<String, Object> common(Settings settings) {
    Map<String, Object> properties = ClientFile.read(settings.text(Setting.KAFKA_CLIENT_FILE));
    properties.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.text(Setting.KAFKA_BOOTSTRAP));
    return properties;
  }
}
