package dev.meetuppulse.cli.count;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Bounds what Kafka holds, however long the recording: deletes what is counted, and pauses the feed
 * while Kafka holds too much. For the feeding thread.
 */
final class Backlog implements AutoCloseable {
  /** Kafka deletes only whole segments, and those some seconds later. */
  private static final long MAX_BYTES = 1L << 30;

  /** Bytes sent between two checks. */
  private static final long LOOK_EVERY_BYTES = 32L << 20;

  private static final Duration STALL_LIMIT = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 100;
  private static final long PATIENCE_SECONDS = 30;

  /** Deletes up to what every replica has. */
  private static final long ALL = -1;

  private final Admin admin;
  private final BoardWatch watch;
  private final String topic;
  private final List<String> others;
  private long unseenBytes;

  Backlog(Settings settings, BoardWatch watch) {
    this.admin = KafkaClients.openAdmin(settings);
    this.watch = watch;
    this.topic = settings.text(Setting.KAFKA_TOPIC);
    this.others =
        List.of(settings.text(Setting.KAFKA_DEAD_LETTERS), settings.text(Setting.KAFKA_CHANGES));
  }

  /**
   * Notes that a line was sent; waits if Kafka holds too much.
   *
   * @throws CountException if counting makes no progress
   */
  void sent(byte[] line) {
    unseenBytes += line.length;
    if (unseenBytes < LOOK_EVERY_BYTES) {
      return;
    }
    unseenBytes = 0;
    try {
      letGo();
      awaitRoom();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new CountException("Kafka does not delete the counted records: " + e.getMessage());
    }
  }

  private void awaitRoom() throws InterruptedException, ExecutionException, TimeoutException {
    long moved = System.nanoTime();
    long before = heldBytes();
    for (long held = before; held > MAX_BYTES; held = heldBytes()) {
      long now = System.nanoTime();
      if (held < before) {
        moved = now;
      }
      before = held;
      if (now - moved > STALL_LIMIT.toNanos()) {
        throw new CountException(
            "counting stopped at "
                + watch.received()
                + " records; run it again with --log FILE to see why");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      letGo();
    }
  }

  /** Has Kafka delete the counted records, and all records of topics that nothing reads. */
  private void letGo() throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, RecordsToDelete> counted = new HashMap<>();
    watch
        .counted()
        .forEach(
            (partition, next) ->
                counted.put(
                    new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(next)));
    delete(counted);
    Map<TopicPartition, RecordsToDelete> unread = new HashMap<>();
    for (String other : others) {
      for (int partition = 0; partition < partitions(other); partition++) {
        unread.put(new TopicPartition(other, partition), RecordsToDelete.beforeOffset(ALL));
      }
    }
    delete(unread);
  }

  private void delete(Map<TopicPartition, RecordsToDelete> records)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!records.isEmpty()) {
      admin.deleteRecords(records).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private int partitions(String name)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return admin
          .describeTopics(List.of(name))
          .topicNameValues()
          .get(name)
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .partitions()
          .size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return 0;
      }
      throw e;
    }
  }

  /** Bytes of the topic on disk, of all replicas. */
  private long heldBytes() throws InterruptedException, ExecutionException, TimeoutException {
    List<Integer> brokers =
        admin.describeCluster().nodes().get(PATIENCE_SECONDS, TimeUnit.SECONDS).stream()
            .map(node -> node.id())
            .toList();
    return admin
        .describeLogDirs(brokers)
        .allDescriptions()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .values()
        .stream()
        .flatMap(directories -> directories.values().stream())
        .flatMap(directory -> directory.replicaInfos().entrySet().stream())
        .filter(replica -> isOurs(replica.getKey().topic()))
        .mapToLong(replica -> replica.getValue().size())
        .sum();
  }

  private boolean isOurs(String name) {
    return name.equals(topic) || others.contains(name);
  }

  @Override
  public void close() {
    admin.close();
  }
}
