package dev.meetuppulse.spouts;

import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.OwnerStore;
import dev.meetuppulse.kafka.ClientFile;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.apache.storm.kafka.spout.KafkaSpoutConfig;
import org.apache.storm.kafka.spout.internal.ClientFactory;

/** Opens Kafka clients with the properties that the spout's exactness rests on. */
record SpoutClients(
    KafkaSpoutConfig<ByteBuffer, ByteBuffer> config,
    SpoutOptions options,
    ClientFactory<ByteBuffer, ByteBuffer> factory,
    Stores stores)
    implements TopicMonitor.Clients {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final int API_TIMEOUT_MS = 5_000;

  /**
   * The stores that a start is looked for in.
   *
   * @param executor asks them, which may block
   */
  record Stores(OwnerStore owners, JournalStore journals, Executor executor) {}

  /** Opens a consumer of committed records that never chooses an offset itself. */
  Consumer<ByteBuffer, ByteBuffer> consumer() {
    Map<String, Object> properties = properties();
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteBufferDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteBufferDeserializer.class);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // We decide where to read from: an automatic reset would count records twice or lose them.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, options.batch());
    return factory.createConsumer(properties);
  }

  @Override
  public Admin admin() {
    Map<String, Object> properties = properties();
    properties.keySet().retainAll(AdminClientConfig.configNames());
    return factory.createAdmin(properties);
  }

  @Override
  public StartLocator locator(Admin admin) {
    return new StartLocator(
        admin,
        stores,
        config.getConsumerGroupId(),
        new FirstStart(
            config.getFirstPollOffsetStrategy(), config.getStartTimeStamp(), options.lookBack()));
  }

  /** Closes without waiting for a broker that may be gone. */
  static void close(Consumer<?, ?> consumer) {
    consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
    properties.putAll(ClientFile.read(options.clientFile()));
    properties.putAll(config.getKafkaProps());
    return properties;
  }
}
