package dev.meetuppulse.spouts;

import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.Position;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.kafka.spout.FirstPollOffsetStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds where to read a partition from. The journal is the truth; Kafka's committed offset is only
 * for lag views, so a strategy with UNCOMMITTED in its name does as the one without. Blocks.
 */
final class Locator {
  private static final Logger LOG = LoggerFactory.getLogger(Locator.class);
  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(5);

  private final Admin admin;
  private final JournalStore journals;
  private final FirstPollOffsetStrategy strategy;
  private final long startTime;
  private final Duration lookBack;

  /**
   * @param strategy what to do where nothing is saved
   * @param startTime for a strategy by time: start no earlier, ms since the epoch
   * @param lookBack for a strategy by time: start no earlier than so long ago
   */
  Locator(
      Admin admin,
      JournalStore journals,
      FirstPollOffsetStrategy strategy,
      long startTime,
      Duration lookBack) {
    this.admin = admin;
    this.journals = journals;
    this.strategy = strategy;
    this.startTime = startTime;
    this.lookBack = lookBack;
  }

  /**
   * @param log the identity of the log as it stands
   * @param earlierStart where to start if nothing is saved, instead of by the strategy
   * @throws dev.meetuppulse.core.journal.StoreException when the journals do not answer
   */
  Located locate(TopicPartition partition, String log, OptionalLong earlierStart)
      throws ExecutionException, TimeoutException, InterruptedException {
    long askedAt = System.nanoTime();
    Optional<Position> saved = journals.position(partition.partition());
    long beginning = offset(partition, OffsetSpec.earliest());
    long end = offset(partition, OffsetSpec.latest());
    if (saved.isEmpty()) {
      long from =
          earlierStart.isPresent()
              ? Math.max(beginning, earlierStart.getAsLong())
              : firstPoll(partition, beginning, end);
      LOG.info("{}: nothing saved, starting at {} of {} to {}", partition, from, beginning, end);
      return new Located(from, true, end, askedAt);
    }
    long next = saved.get().next();
    if (!saved.get().log().equals(log)) {
      LOG.warn("{}: the topic was made anew; starting at its beginning, {}", partition, beginning);
      return new Located(beginning, true, end, askedAt);
    }
    if (next < beginning) {
      LOG.warn(
          "{}: {} records are gone: saved up to {}, but the log begins at {}; raise the topic's"
              + " retention if this was not meant",
          partition,
          beginning - next,
          next,
          beginning);
      return new Located(beginning, true, end, askedAt);
    }
    if (next > end) {
      LOG.warn(
          "{}: saved up to {}, but the log ends at {}: waiting for it to get there; did Kafka lose"
              + " records?",
          partition,
          next,
          end);
    }
    return new Located(next, false, end, askedAt);
  }

  private long firstPoll(TopicPartition partition, long beginning, long end)
      throws ExecutionException, TimeoutException, InterruptedException {
    return switch (strategy) {
      case EARLIEST, UNCOMMITTED_EARLIEST -> beginning;
      case LATEST, UNCOMMITTED_LATEST -> end;
      case TIMESTAMP, UNCOMMITTED_TIMESTAMP -> {
        long time = Math.max(startTime, System.currentTimeMillis() - lookBack.toMillis());
        long found = offset(partition, OffsetSpec.forTimestamp(Math.max(0, time)));
        yield found < 0 ? end : found;
      }
    };
  }

  private long offset(TopicPartition partition, OffsetSpec spec)
      throws ExecutionException, TimeoutException, InterruptedException {
    return admin
        .listOffsets(Map.of(partition, spec))
        .partitionResult(partition)
        .get(KAFKA_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .offset();
  }
}
