package dev.meetuppulse.spouts;

import dev.meetuppulse.core.journal.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds where to read a partition from. The journal says where; Kafka's committed offset only adds
 * the leader epoch of the record before, by which the consumer notices a log that was cut back.
 * Partitions do not wait for each other.
 *
 * @param group whose committed offsets hold the leader epochs
 * @param firstStart where to start if nothing is saved
 */
record StartLocator(Admin admin, SpoutClients.Stores stores, String group, FirstStart firstStart) {
  private static final int GROUP_MILLIS = 2_000;

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

  /**
   * Claims the saved state for this deployment, then locates the start. Fails with a {@link
   * dev.meetuppulse.core.journal.StoreRefusedException} if the state is another deployment's, with
   * a {@link dev.meetuppulse.core.journal.StoreException} when the stores do not answer, or with
   * Kafka's own exception.
   */
  CompletableFuture<Start> locate(Wanted wanted) {
    TopicPartition partition = wanted.partition();
    long askedAt = System.nanoTime();
    CompletableFuture<Optional<Position>> saved =
        admin
            .describeCluster()
            .clusterId()
            .toCompletionStage()
            .thenAcceptAsync(stores.owners()::claim, stores.executor())
            .thenApplyAsync(
                owned -> stores.journals().position(partition.partition()), stores.executor())
            .toCompletableFuture();
    // The log is queried after the journal, so that its end is not before what was saved.
    return saved.thenCompose(position -> start(wanted, position, askedAt));
  }

  private CompletableFuture<Start> start(Wanted wanted, Optional<Position> saved, long askedAt) {
    TopicPartition partition = wanted.partition();
    CompletableFuture<Long> beginning = offset(partition, OffsetSpec.earliest());
    CompletableFuture<Long> end = offset(partition, OffsetSpec.latest());
    CompletableFuture<Optional<OffsetAndMetadata>> committed = committed(partition);
    return CompletableFuture.allOf(beginning, end, committed)
        .thenCompose(
            all ->
                start(
                    new StartDecision(
                        wanted,
                        new StartDecision.LogFacts(
                            saved, beginning.join(), end.join(), committed.join(), askedAt))));
  }

  private CompletableFuture<Start> start(StartDecision decision) {
    return decision
        .withoutAsking()
        .map(CompletableFuture::completedFuture)
        .orElseGet(
            () ->
                firstStart
                    .locate(
                        admin,
                        decision.wanted().partition(),
                        decision.found().beginning(),
                        decision.found().end())
                    .thenApply(decision::first));
  }

  private CompletableFuture<Long> offset(TopicPartition partition, OffsetSpec spec) {
    return admin
        .listOffsets(Map.of(partition, spec))
        .partitionResult(partition)
        .toCompletionStage()
        .thenApply(ListOffsetsResult.ListOffsetsResultInfo::offset)
        .toCompletableFuture();
  }

  /**
   * Without it everything works, except that a log that was truncated and has grown since is not
   * noticed.
   */
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
