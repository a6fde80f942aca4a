package dev.meetuppulse.kafka;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that the topics of RSVPs and of dead letters fit the settings, also if another created
 * them: a broker makes a topic with settings of its own for any consumer that asks for it.
 */
public final class TopicFitness {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFitness.class);
  private static final String APPEND_TIME = "LogAppendTime";

  private final String topic;
  private final List<TopicTrouble> troubles = new ArrayList<>();

  private TopicFitness(String topic) {
    this.topic = topic;
  }

  /**
   * All of the topic of RSVPs that does not fit; empty if there is no such topic.
   *
   * @throws KafkaAccessException if Kafka does not answer within about ten seconds, or refuses
   */
  public static List<TopicTrouble> troubles(Settings settings) throws InterruptedException {
    String topic = settings.text(Setting.KAFKA_TOPIC);
    try (Admin admin = KafkaClients.openAdmin(settings)) {
      TopicDescription found =
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
      return troubles(
          admin,
          topic,
          found.partitions().size(),
          settings.integer(Setting.KAFKA_PARTITIONS),
          settings.longestWindow());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return List.of();
      }
      throw KafkaClients.unreachable(settings, e.getCause());
    } catch (KafkaException e) {
      throw KafkaClients.unreachable(settings, e);
    }
  }

  /**
   * Finds what does not fit, with an open client, whose timeout limits the wait.
   *
   * @param found how many partitions the topic has
   * @param partitions how many it should have
   * @param longestWindow how long it should keep records
   * @throws ExecutionException if Kafka does not answer, or refuses, or there is no such topic
   */
  public static List<TopicTrouble> troubles(
      Admin admin, String topic, int found, int partitions, Duration longestWindow)
      throws InterruptedException, ExecutionException {
    TopicFitness fitness = new TopicFitness(topic);
    fitness.checkPartitions(found, partitions);
    fitness.check(admin, config -> fitness.checkConfig(config, longestWindow.toMillis()));
    return List.copyOf(fitness.troubles);
  }

  /**
   * All of the topic of dead letters that does not fit; empty if there is no such topic, or Kafka
   * does not let the client know.
   *
   * @throws KafkaAccessException if Kafka does not answer
   */
  public static List<TopicTrouble> deadLetterTroubles(Settings settings)
      throws InterruptedException {
    TopicFitness fitness = new TopicFitness(settings.text(Setting.KAFKA_DEAD_LETTERS));
    try (Admin admin = KafkaClients.openAdmin(settings)) {
      fitness.check(admin, fitness::checkLimit);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw KafkaClients.unreachable(settings, e.getCause());
      }
    } catch (KafkaException e) {
      throw KafkaClients.unreachable(settings, e);
    }
    return List.copyOf(fitness.troubles);
  }

  private void checkPartitions(int found, int partitions) {
    if (found != partitions) {
      add(
          " has %s partition%s, and kafka.partitions is %s"
              .formatted(found, found == 1 ? "" : "s", partitions),
          "set kafka.partitions to %s, or delete the topic so that it is created with %s"
              .formatted(found, partitions),
          true);
    }
  }

  private void check(Admin admin, Consumer<Config> check)
      throws InterruptedException, ExecutionException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      check.accept(admin.describeConfigs(List.of(resource)).all().get().get(resource));
    } catch (ExecutionException e) {
      // Not everyone who may read records may read this, and not every kind of broker has it.
      if (!(e.getCause() instanceof AuthorizationException)
          && !(e.getCause() instanceof UnsupportedVersionException)) {
        throw e;
      }
      LOG.debug("can't read the configuration of {}", topic, e);
    }
  }

  private void checkConfig(Config config, long window) {
    String policy = value(config, TopicConfig.CLEANUP_POLICY_CONFIG);
    if (policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      add(
          " is compacted, so records go before they are counted",
          "set its cleanup.policy to delete",
          false);
    }
    long retention = number(config, TopicConfig.RETENTION_MS_CONFIG);
    if (policy.contains(TopicConfig.CLEANUP_POLICY_DELETE)
        && retention >= 0
        && retention < window) {
      add(
          " keeps records for " + text(retention) + ", and the longest window is " + text(window),
          "set its retention.ms to " + window + " or more",
          false);
    }
    if (!value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).equals(APPEND_TIME)) {
      add(
          " keeps its producers' times, by which the broker deletes old recordings at once",
          "set its message.timestamp.type to " + APPEND_TIME,
          false);
    }
    checkLimit(config);
  }

  private void checkLimit(Config config) {
    if (number(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG) < KafkaClients.MAX_REQUEST_BYTES) {
      add(
          " takes no record above "
              + value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
              + " bytes, so larger ones are cut",
          "set its max.message.bytes to " + KafkaClients.MAX_REQUEST_BYTES,
          false);
    }
  }

  private void add(String cause, String remedy, boolean prevents) {
    troubles.add(new TopicTrouble("topic " + topic + cause, remedy, prevents));
  }

  /** An entry's value; empty if the broker does not say. */
  private static String value(Config config, String name) {
    ConfigEntry entry = config.get(name);
    return entry == null || entry.value() == null ? "" : entry.value();
  }

  private static long number(Config config, String name) {
    String value = value(config, name);
    return value.isEmpty() ? Long.MAX_VALUE : Long.parseLong(value);
  }

  /** Such as 24 h or 90 s. */
  private static String text(long millis) {
    Duration time = Duration.ofMillis(millis);
    return time.toHours() > 0 ? time.toHours() + " h" : time.toSeconds() + " s";
  }
}
