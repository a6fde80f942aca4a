package dev.meetuppulse.kafka;

import dev.meetuppulse.core.source.HaltReason;
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
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownTopicOrPartitionException
          || cause instanceof InvalidTopicException) {
        return HaltReason.NO_TOPIC;
      }
      if (cause instanceof AuthenticationException
          || cause instanceof AuthorizationException
          || cause instanceof ConfigException
          || cause instanceof KafkaAccessException) {
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
}
