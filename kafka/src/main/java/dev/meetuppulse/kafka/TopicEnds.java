package dev.meetuppulse.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Where a topic's partitions end, as Kafka says now. Each partition is asked about on its own: one
 * without a leader leaves the others' ends known.
 *
 * @param id of the topic; one that was deleted and created again has another
 * @param partitions by number
 */
public record TopicEnds(String id, Map<Integer, PartitionEnds> partitions) {
  private static final int ANSWER_MILLIS = 3_000;

  /**
   * Where one partition ends.
   *
   * @param hasLeader false if no broker leads it
   * @param end the end of the log, or empty if it is not known now
   * @param stable where the first open transaction begins, or the end; empty if it is not known now
   * @param error why it is not known; null if it is, or if there is no leader
   */
  public record PartitionEnds(
      boolean hasLeader, OptionalLong end, OptionalLong stable, Throwable error) {}

  /** Asks Kafka. Fails if the topic can't be described. */
  public static CompletionStage<TopicEnds> ask(Admin admin, String topic) {
    return admin
        .describeTopics(List.of(topic))
        .topicNameValues()
        .get(topic)
        .toCompletionStage()
        .thenCompose(description -> ask(admin, description));
  }

  private static CompletionStage<TopicEnds> ask(Admin admin, TopicDescription topic) {
    Map<Integer, CompletableFuture<PartitionEnds>> asked = new TreeMap<>();
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (TopicPartitionInfo info : topic.partitions()) {
      if (info.leader() == null || info.leader().isEmpty()) {
        asked.put(
            info.partition(),
            CompletableFuture.completedFuture(
                new PartitionEnds(false, OptionalLong.empty(), OptionalLong.empty(), null)));
      } else {
        latest.put(new TopicPartition(topic.name(), info.partition()), OffsetSpec.latest());
      }
    }
    ListOffsetsResult ends = ends(admin, latest, IsolationLevel.READ_UNCOMMITTED);
    ListOffsetsResult stable = ends(admin, latest, IsolationLevel.READ_COMMITTED);
    for (TopicPartition partition : latest.keySet()) {
      asked.put(
          partition.partition(),
          offset(ends, partition)
              .thenCombine(
                  offset(stable, partition),
                  (end, stableEnd) ->
                      new PartitionEnds(
                          true, OptionalLong.of(end), OptionalLong.of(stableEnd), null))
              .exceptionally(
                  error ->
                      new PartitionEnds(true, OptionalLong.empty(), OptionalLong.empty(), error)));
    }
    return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
        .thenApply(
            all ->
                new TopicEnds(
                    topic.topicId().toString(),
                    asked.entrySet().stream()
                        .collect(
                            Collectors.toMap(Map.Entry::getKey, one -> one.getValue().join()))));
  }

  private static ListOffsetsResult ends(
      Admin admin, Map<TopicPartition, OffsetSpec> latest, IsolationLevel isolation) {
    return admin.listOffsets(latest, new ListOffsetsOptions(isolation).timeoutMs(ANSWER_MILLIS));
  }

  private static CompletableFuture<Long> offset(
      ListOffsetsResult result, TopicPartition partition) {
    return result
        .partitionResult(partition)
        .toCompletionStage()
        .thenApply(ListOffsetsResult.ListOffsetsResultInfo::offset)
        .toCompletableFuture();
  }
}
