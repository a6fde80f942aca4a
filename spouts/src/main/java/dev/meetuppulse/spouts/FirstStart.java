package dev.meetuppulse.spouts;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.storm.kafka.spout.FirstPollOffsetStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where to start in a partition with nothing saved yet. A strategy with UNCOMMITTED in its name
 * works like the one without: committed offsets do not say what is saved.
 *
 * @param startTime for a strategy by time: start no earlier, ms since the epoch
 * @param lookBack for a strategy by time: start no earlier than this long ago
 */
record FirstStart(FirstPollOffsetStrategy strategy, long startTime, Duration lookBack) {
  private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);
  private static final String BROKERS_TIME = "LogAppendTime";

  CompletableFuture<Long> locate(Admin admin, TopicPartition partition, long beginning, long end) {
    return switch (strategy) {
      case EARLIEST, UNCOMMITTED_EARLIEST -> CompletableFuture.completedFuture(beginning);
      case LATEST, UNCOMMITTED_LATEST -> CompletableFuture.completedFuture(end);
      case TIMESTAMP, UNCOMMITTED_TIMESTAMP ->
          hasBrokersTime(admin, partition.topic())
              .thenCompose(
                  trusted -> trusted ? byTime(admin, partition, end) : allOf(partition, beginning));
    };
  }

  /** Producers may write any time: seconds instead of milliseconds, or none. */
  private static CompletableFuture<Long> allOf(TopicPartition partition, long beginning) {
    LOG.info(
        "{}: record times are the producers' own (message.timestamp.type is not {}), so all records"
            + " are read, from {}",
        partition,
        BROKERS_TIME,
        beginning);
    return CompletableFuture.completedFuture(beginning);
  }

  private CompletableFuture<Long> byTime(Admin admin, TopicPartition partition, long end) {
    long time = Math.max(0, Math.max(startTime, System.currentTimeMillis() - lookBack.toMillis()));
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.forTimestamp(time)))
        .partitionResult(partition)
        .toCompletionStage()
        .thenApply(found -> found.offset() < 0 ? end : found.offset())
        .toCompletableFuture();
  }

  /** False too if Kafka does not say. */
  private static CompletableFuture<Boolean> hasBrokersTime(Admin admin, String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin
        .describeConfigs(List.of(resource))
        .values()
        .get(resource)
        .toCompletionStage()
        .thenApply(
            config ->
                BROKERS_TIME.equals(config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value()))
        .exceptionally(error -> false)
        .toCompletableFuture();
  }
}
