package dev.meetuppulse.kafka;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics of the pipeline: the RSVPs, and the records that broke a rule. */
public final class Topics {
  private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
  private static final long RETRY_MILLIS = 50;

  /** How long a broker that answers may take to make its topics usable. */
  private static final Duration CREATION = Duration.ofSeconds(60);

  private Topics() {}

  /**
   * Creates the topics of RSVPs and of dead letters if they are missing, and returns when they can
   * be used, for which a broker that answers has a minute.
   *
   * <p>The record time is the broker's: with {@code mtime} as record time the broker would delete
   * an old recording within minutes.
   *
   * @throws KafkaAccessException if Kafka does not answer within about ten seconds, or refuses
   */
  public static void ensure(Settings settings) throws InterruptedException {
    ensure(
        settings,
        List.of(settings.text(Setting.KAFKA_TOPIC), settings.text(Setting.KAFKA_DEAD_LETTERS)),
        CREATION);
  }

  /**
   * Creates topics if they are missing, and returns when they can be used.
   *
   * @param patience how long a broker that answers may take to make them usable; one that does not
   *     answer has no longer, and about ten seconds at most
   * @throws KafkaAccessException if Kafka does not answer, takes longer, or refuses
   */
  public static void ensure(Settings settings, List<String> names, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    try (Admin admin = KafkaClients.openAdmin(settings, patience)) {
      List<String> missing = missing(admin, names);
      if (!missing.isEmpty()) {
        create(admin, missing, settings.integer(Setting.KAFKA_PARTITIONS), millisTo(deadline));
        awaitAll(admin, names, deadline);
        awaitLeaders(admin, names, millisTo(deadline));
      }
    } catch (KafkaException e) {
      throw KafkaClients.unreachable(settings, e);
    } catch (ExecutionException e) {
      throw KafkaClients.unreachable(settings, e.getCause());
    }
  }

  /** Opens a producer that soon gives up. Creates its topic if it is missing. */
  public static Producer<String, byte[]> openQuickProducer(
      Settings settings, String topic, Duration patience) {
    try {
      ensure(settings, List.of(topic), patience);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    return new KafkaProducer<>(KafkaClients.quickProducer(settings, patience));
  }

  /**
   * The records that a topic takes, as far as is known.
   *
   * @param mostBytes of a batch
   * @param compacted true if each must have a key
   */
  public record Limits(int mostBytes, boolean compacted) {}

  public static Limits limits(Settings settings) throws InterruptedException {
    ConfigResource topic =
        new ConfigResource(ConfigResource.Type.TOPIC, settings.text(Setting.KAFKA_TOPIC));
    try (Admin admin = KafkaClients.openAdmin(settings)) {
      Config config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
      String policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
      return new Limits(
          Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()),
          policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT));
    } catch (ExecutionException | KafkaException e) {
      // Not everyone who may write may read this.
      LOG.info("can't read the limits of {}", topic, e);
      return new Limits(Integer.MAX_VALUE, false);
    }
  }

  /**
   * The id that Kafka gave the topic of RSVPs when it was created. A topic of the same name that is
   * created again, or by another Kafka, has another. Empty where Kafka gives none, as before 2.8.
   *
   * @throws KafkaAccessException if Kafka does not answer, or refuses
   */
  public static String id(Settings settings) throws InterruptedException {
    String topic = settings.text(Setting.KAFKA_TOPIC);
    try (Admin admin = KafkaClients.openAdmin(settings)) {
      Uuid id = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).topicId();
      return id.equals(Uuid.ZERO_UUID) ? "" : id.toString();
    } catch (KafkaException e) {
      throw KafkaClients.unreachable(settings, e);
    } catch (ExecutionException e) {
      throw KafkaClients.unreachable(settings, e.getCause());
    }
  }

  private static List<String> missing(Admin admin, List<String> names)
      throws InterruptedException, ExecutionException {
    Map<String, KafkaFuture<TopicDescription>> found =
        admin.describeTopics(names).topicNameValues();
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      try {
        found.get(name).get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        missing.add(name);
      }
    }
    return missing;
  }

  private static int millisTo(long deadline) {
    return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
  }

  private static void create(Admin admin, List<String> names, int partitions, int millis)
      throws InterruptedException, ExecutionException {
    Map<String, String> config =
        Map.of(
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            String.valueOf(KafkaClients.MAX_REQUEST_BYTES));
    List<NewTopic> topics =
        names.stream()
            .map(
                name ->
                    new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config))
            .toList();
    CreateTopicsOptions options = new CreateTopicsOptions().timeoutMs(millis);
    for (KafkaFuture<Void> created : admin.createTopics(topics, options).values().values()) {
      try {
        created.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static void awaitAll(Admin admin, List<String> names, long deadline)
      throws InterruptedException, ExecutionException {
    while (!missing(admin, names).isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        throw new KafkaException("topics were created but do not appear");
      }
      Thread.sleep(RETRY_MILLIS);
    }
  }

  /** A broker may name a leader before that leader is ready; this is tried again until it is. */
  private static void awaitLeaders(Admin admin, List<String> names, int millis)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
      for (TopicPartitionInfo partition : topic.partitions()) {
        ends.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
      }
    }
    admin.listOffsets(ends, new ListOffsetsOptions().timeoutMs(millis)).all().get();
  }
}
