package dev.meetuppulse.bolts;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Topics that bolts write to. */
final class KafkaTopics {
  private KafkaTopics() {}

  /**
   * Creates a topic unless it is there, with the broker's own number of partitions and replicas.
   *
   * @param client how to reach Kafka
   * @param patience how long the broker may take
   * @throws KafkaException if it can't be created within that time
   */
  static void createIfMissing(
      Map<String, Object> client, String name, Map<String, String> topicConfig, Duration patience) {
    int millis = (int) patience.toMillis();
    NewTopic topic = new NewTopic(name, Optional.empty(), Optional.empty()).configs(topicConfig);
    Map<String, Object> adminConfig = new HashMap<>(client);
    adminConfig.put("default.api.timeout.ms", millis);
    adminConfig.put("request.timeout.ms", millis);
    try (Admin admin = Admin.create(adminConfig)) {
      admin.createTopics(List.of(topic)).all().get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      // Who may not create it may still write to one that is there.
      if (!(e.getCause() instanceof TopicExistsException
          || e.getCause() instanceof AuthorizationException)) {
        throw new KafkaException("can't create topic " + name, e.getCause());
      }
    } catch (TimeoutException e) {
      throw new KafkaException("can't create topic " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
