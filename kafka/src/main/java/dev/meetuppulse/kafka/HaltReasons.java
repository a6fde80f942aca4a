package dev.meetuppulse.kafka;

import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.Trouble;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.ReplicaNotAvailableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Names the halt reason for an exception of Kafka's clients. */
public final class HaltReasons {
  private HaltReasons() {}

  /** The reason; what is not known in detail counts as a Kafka that does not answer. */
  public static HaltReason of(Throwable error) {
    if (isAddressUnknown(error)) {
      return HaltReason.KAFKA_AWAY;
    }
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownTopicOrPartitionException
          || cause instanceof InvalidTopicException) {
        return HaltReason.NO_TOPIC;
      }
      if (cause instanceof AuthenticationException
          || cause instanceof AuthorizationException
          || cause instanceof ConfigException
          || cause instanceof KafkaAccessException
          || isOfOpening(cause)) {
        return HaltReason.NOT_ALLOWED;
      }
      if (cause instanceof LeaderNotAvailableException
          || cause instanceof NotLeaderOrFollowerException
          || cause instanceof ReplicaNotAvailableException) {
        return HaltReason.NO_LEADER;
      }
      if (cause instanceof CorruptRecordException) {
        return HaltReason.DAMAGED_BATCH;
      }
    }
    return HaltReason.KAFKA_AWAY;
  }

  /** True if a client can't make out the servers' addresses. */
  static boolean isAddressUnknown(Throwable error) {
    return Trouble.causes(error)
        .anyMatch(
            cause ->
                cause instanceof ConfigException
                    && String.valueOf(cause.getMessage())
                        .contains(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
  }

  /** True if a server refuses a client, or what it asks for. */
  static boolean isRefusal(Throwable error) {
    return Trouble.causes(error)
        .anyMatch(
            cause ->
                cause instanceof AuthenticationException
                    || cause instanceof AuthorizationException);
  }

  /** True if an exception is about a partition: Kafka's clients name it only in their messages. */
  public static boolean isNamed(TopicPartition partition, Throwable error) {
    Pattern name = Pattern.compile(Pattern.quote(partition.toString()) + "(?!\\d)");
    return Trouble.causes(error)
        .anyMatch(cause -> name.matcher(String.valueOf(cause.getMessage())).find());
  }

  /** True for what Kafka's clients throw where their properties are no use, before they connect. */
  private static boolean isOfOpening(Throwable error) {
    String message = String.valueOf(error.getMessage());
    return error instanceof KafkaException
        && (message.startsWith("Failed to create new KafkaAdminClient")
            || message.startsWith("Failed to construct kafka"));
  }
}
