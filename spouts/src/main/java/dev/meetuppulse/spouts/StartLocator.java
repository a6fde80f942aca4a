package dev.meetuppulse.spouts;

import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds where to read a partition from. The journal says where; Kafka's committed offset only adds
 * the leader epoch of the record before, by which the consumer notices a log that was cut back.
 * Partitions do not wait for each other.
 */
final class StartLocator {
  private static final Logger LOG = LoggerFactory.getLogger(StartLocator.class);
  private static final int GROUP_MILLIS = 2_000;

  /** An epoch committed so many records earlier is used still; they are read a second time. */
  private static final long MOST_READ_TWICE = 100_000;

  /** What is known of a partition. */
  private record Found(
      Optional<Position> saved,
      long beginning,
      long end,
      Optional<OffsetAndMetadata> committed,
      long askedAt) {}

  /**
   * A partition to find a start for.
   *
   * @param log its identity as last known
   * @param earlierStart where to start if nothing is saved, instead of by the strategy
   * @param cut where the log was cut back, if the consumer said so
   */
  record Wanted(TopicPartition partition, LogId log, OptionalLong earlierStart, Cut cut) {}

  /** That a log was cut back. */
  record Cut(boolean isKnown, OptionalLong divergence) {
    static final Cut NONE = new Cut(false, OptionalLong.empty());
  }

  private final Admin admin;
  private final StateClaim claim;
  private final JournalStore journals;
  private final Executor executor;
  private final String group;
  private final FirstStart firstStart;

  /**
   * @param claim made before the journals are asked, by the same executor
   * @param group whose committed offsets hold the leader epochs
   * @param firstStart where to start if nothing is saved
   */
  StartLocator(
      Admin admin, StateClaim claim, JournalStore journals, String group, FirstStart firstStart) {
    this.admin = admin;
    this.claim = claim;
    this.journals = journals;
    this.executor = claim.executor();
    this.group = group;
    this.firstStart = firstStart;
  }

  /**
   * Asks for a start. Fails with a {@link dev.meetuppulse.core.journal.StoreException} when the
   * journals do not answer, or with what Kafka said.
   */
  CompletableFuture<Start> locate(Wanted wanted) {
    TopicPartition partition = wanted.partition();
    long askedAt = System.nanoTime();
    CompletableFuture<Optional<Position>> saved =
        claim.make().thenApplyAsync(owned -> journals.position(partition.partition()), executor);
    CompletableFuture<Long> beginning = offset(partition, OffsetSpec.earliest());
    CompletableFuture<Long> end = offset(partition, OffsetSpec.latest());
    CompletableFuture<Optional<OffsetAndMetadata>> committed = committed(partition);
    return CompletableFuture.allOf(saved, beginning, end, committed)
        .thenCompose(
            all ->
                start(
                    wanted,
                    new Found(
                        saved.join(), beginning.join(), end.join(), committed.join(), askedAt)));
  }

  private CompletableFuture<Start> start(Wanted wanted, Found found) {
    if (found.saved.isPresent()) {
      return CompletableFuture.completedFuture(goOn(wanted, found, found.saved.get()));
    }
    if (wanted.earlierStart().isPresent()) {
      long from = Math.max(found.beginning, wanted.earlierStart().getAsLong());
      return CompletableFuture.completedFuture(
          beginning(
              wanted.cut().isKnown() ? wanted.log().cutBack() : wanted.log(),
              Math.min(from, found.end),
              found,
              Start.Loss.NONE));
    }
    return firstStart
        .locate(admin, wanted.partition(), found.beginning, found.end)
        .thenApply(
            from -> {
              LOG.info(
                  "{}: nothing saved, starting at {} of {} to {}",
                  wanted.partition(),
                  from,
                  found.beginning,
                  found.end);
              return beginning(wanted.log(), from, found, Start.Loss.NONE);
            });
  }

  private static Start goOn(Wanted wanted, Found found, Position saved) {
    LogId log = LogId.parse(saved.log());
    long next = saved.next();
    if (!log.topicId().equals(wanted.log().topicId())) {
      LOG.warn(
          "{}: the topic was deleted and created again; starting at its beginning, {}",
          wanted.partition(),
          found.beginning);
      return beginning(wanted.log(), found.beginning, found, Start.Loss.NONE);
    }
    if (next < found.beginning) {
      return lose(
          wanted,
          log,
          found.beginning,
          found,
          (found.beginning - next)
              + " records were deleted before they were counted (saved up to "
              + next
              + ", the log begins at "
              + found.beginning
              + "); raise the topic's retention if this was not meant",
          found.beginning - next);
    }
    if (wanted.cut().isKnown()) {
      long from =
          Math.max(
              found.beginning,
              Math.min(next, wanted.cut().divergence().orElse(Math.min(found.beginning, next))));
      return cutBack(wanted, log, from, found, next);
    }
    Optional<OffsetAndMetadata> epoch =
        found.committed.filter(committed -> isUsable(committed, next, log));
    if (next > found.end && epoch.isEmpty()) {
      return cutBack(wanted, log, found.end, found, next);
    }
    return epoch
        .map(
            committed ->
                new Start(
                    log,
                    committed.offset(),
                    committed.leaderEpoch(),
                    false,
                    found.end,
                    found.askedAt,
                    Start.Loss.NONE))
        .orElseGet(
            () ->
                new Start(
                    log, next, Optional.empty(), false, found.end, found.askedAt, Start.Loss.NONE));
  }

  private static boolean isUsable(OffsetAndMetadata committed, long next, LogId log) {
    return committed.leaderEpoch().isPresent()
        && committed.metadata().equals(log.toString())
        && committed.offset() <= next
        && next - committed.offset() <= MOST_READ_TWICE;
  }

  private static Start cutBack(Wanted wanted, LogId log, long from, Found found, long next) {
    return lose(
        wanted,
        new LogId(log.topicId(), Math.max(log.cuts(), wanted.log().cuts())).cutBack(),
        from,
        found,
        "the log was cut back from "
            + next
            + " to "
            + from
            + ": "
            + (next - from)
            + " records that are counted are gone from Kafka; counting goes on at "
            + from,
        next - from);
  }

  private static Start lose(
      Wanted wanted, LogId log, long from, Found found, String text, long records) {
    LOG.warn("{}: {}", wanted.partition(), text);
    return beginning(log, from, found, new Start.Loss(records, text));
  }

  private static Start beginning(LogId log, long from, Found found, Start.Loss loss) {
    return new Start(log, from, Optional.empty(), true, found.end, found.askedAt, loss);
  }

  private CompletableFuture<Long> offset(TopicPartition partition, OffsetSpec spec) {
    return admin
        .listOffsets(Map.of(partition, spec))
        .partitionResult(partition)
        .toCompletionStage()
        .thenApply(ListOffsetsResult.ListOffsetsResultInfo::offset)
        .toCompletableFuture();
  }

  /** Without it all works but for noticing a log that was cut back and has grown since. */
  private CompletableFuture<Optional<OffsetAndMetadata>> committed(TopicPartition partition) {
    ListConsumerGroupOffsetsSpec spec =
        new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition));
    return admin
        .listConsumerGroupOffsets(
            Map.of(group, spec), new ListConsumerGroupOffsetsOptions().timeoutMs(GROUP_MILLIS))
        .partitionsToOffsetAndMetadata(group)
        .toCompletionStage()
        .thenApply(offsets -> Optional.ofNullable(offsets.get(partition)))
        .exceptionally(error -> Optional.empty())
        .toCompletableFuture();
  }
}
