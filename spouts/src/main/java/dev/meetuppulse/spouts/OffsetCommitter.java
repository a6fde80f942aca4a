package dev.meetuppulse.spouts;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits to Kafka how far the partitions are saved: for lag views, and to keep the leader epoch of
 * the last saved record. The metadata is the log's identity.
 */
final class OffsetCommitter {
  private static final Logger LOG = LoggerFactory.getLogger(OffsetCommitter.class);
  private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Consumer<?, ?> consumer;
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private long nextCommit = System.nanoTime();

  OffsetCommitter(Consumer<?, ?> consumer) {
    this.consumer = consumer;
  }

  /** Commits what has changed, once a second. */
  void commit(Collection<PartitionReader> readers, long now) {
    if (now - nextCommit < 0) {
      return;
    }
    nextCommit = now + COMMIT_NANOS;
    Map<TopicPartition, OffsetAndMetadata> changed = new HashMap<>();
    for (PartitionReader reader : readers) {
      InFlightBatches.Offset saved = reader.saved();
      Long last = committed.get(reader.partition());
      if (reader.isCommittable() && (last == null || last != saved.value())) {
        committed.put(reader.partition(), saved.value());
        changed.put(
            reader.partition(),
            new OffsetAndMetadata(saved.value(), saved.leaderEpoch(), reader.log().toString()));
      }
    }
    if (!changed.isEmpty()) {
      consumer.commitAsync(
          changed,
          (offsets, error) -> {
            if (error != null) {
              LOG.debug("can't commit {}", offsets, error);
              committed.keySet().removeAll(offsets.keySet());
            }
          });
    }
  }

  /** Commits what has changed. A failure is harmless. */
  void commitNow(Collection<PartitionReader> readers) {
    nextCommit = System.nanoTime();
    try {
      commit(readers, nextCommit);
    } catch (KafkaException e) {
      LOG.debug("can't commit", e);
    }
  }
}
