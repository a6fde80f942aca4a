package dev.meetuppulse.spouts;

import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.threads.DaemonThreads;
import dev.meetuppulse.kafka.HaltReasons;
import dev.meetuppulse.kafka.TopicEnds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the topic from a thread of its own, so that the spout never waits: which partitions are
 * ours, which log they are, where they end, and where to start in them. It keeps running while the
 * topology is paused.
 */
final class TopicMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicMonitor.class);
  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  /**
   * The topic as last seen.
   *
   * @param id of the topic; one that was deleted and created again has another
   * @param size how many partitions it has
   * @param ours the partitions of this task
   */
  record TopicView(String topic, String id, int size, Map<Integer, TopicEnds.PartitionEnds> ours) {}

  /** Opens what the monitor needs; each may fail while Kafka is away. */
  interface Clients {
    Admin admin();

    StartLocator locator(Admin admin);
  }

  private final Clients clients;
  private final String topic;
  private final Function<List<TopicPartition>, Set<TopicPartition>> ours;
  private final TopicInspection inspection;
  private final ScheduledExecutorService executor;
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private final LogOnce trouble = new LogOnce(LOG);
  private volatile TopicView view;
  private volatile PartitionProgress.Halt halt;
  private volatile Admin admin;
  private volatile StartLocator locator;
  private volatile LogConfirmation confirmation;

  /**
   * @param ours picks this task's partitions from all, sorted
   * @param every how often to check the topic
   */
  TopicMonitor(
      Clients clients,
      String topic,
      Function<List<TopicPartition>, Set<TopicPartition>> ours,
      Duration every,
      TopicInspection inspection) {
    this.clients = clients;
    this.topic = topic;
    this.ours = ours;
    this.inspection = inspection;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("topic-monitor"));
    executor.scheduleWithFixedDelay(this::refresh, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The topic as last seen; empty until it was seen once. */
  Optional<TopicView> view() {
    return Optional.ofNullable(view);
  }

  /** Why Kafka did not describe the topic when last asked; null if it did. */
  PartitionProgress.Halt halt() {
    return halt;
  }

  /** Whether Kafka did not answer when last asked. */
  boolean isKafkaAway() {
    PartitionProgress.Halt last = halt;
    return last != null && last.reason() == HaltReason.KAFKA_AWAY;
  }

  void refreshSoon() {
    if (refreshing.compareAndSet(false, true)) {
      executor.execute(this::refresh);
    }
  }

  /** Finds where to read a partition from; see {@link StartLocator#locate}. */
  CompletableFuture<Start> locate(StartLocator.Wanted wanted) {
    return locator.locate(wanted);
  }

  /** Asks Kafka whether the topic is still the same; {@link #confirmedAt} has the answer. */
  void confirm() {
    LogConfirmation current = confirmation;
    if (current != null) {
      current.ask();
    }
  }

  /**
   * The time ({@link System#nanoTime}) before which all reads are confirmed to be of the topic with
   * that id; empty if nothing is confirmed yet.
   */
  OptionalLong confirmedAt(String id) {
    LogConfirmation current = confirmation;
    return current == null ? OptionalLong.empty() : current.at(id);
  }

  private void refresh() {
    refreshing.set(false);
    try {
      if (admin == null) {
        Admin opened = clients.admin();
        locator = clients.locator(opened);
        admin = opened;
      }
      look(
          TopicEnds.ask(admin, topic)
              .toCompletableFuture()
              .get(KAFKA_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
      halt = null;
      trouble.end("topic " + topic + " can be asked about again");
      inspection.inspect(admin, view);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      failed(e.getCause());
    } catch (TimeoutException | RuntimeException e) {
      failed(e);
    }
  }

  private void failed(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() instanceof KafkaException) {
      root = root.getCause();
    }
    halt = new PartitionProgress.Halt(HaltReasons.of(root), String.valueOf(root.getMessage()));
    trouble.begin("can't ask Kafka about topic " + topic, root);
  }

  private void look(TopicEnds seen) {
    List<TopicPartition> all =
        seen.partitions().keySet().stream()
            .sorted()
            .map(partition -> new TopicPartition(topic, partition))
            .toList();
    Map<Integer, TopicEnds.PartitionEnds> mine = new HashMap<>();
    ours.apply(all)
        .forEach(
            partition ->
                mine.put(partition.partition(), seen.partitions().get(partition.partition())));
    LogConfirmation current = confirmation;
    if (current == null || !current.id().equals(seen.id())) {
      confirmation = new LogConfirmation(admin, seen.id(), this::refreshSoon);
    }
    view = new TopicView(topic, seen.id(), all.size(), Map.copyOf(mine));
  }

  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.info("the topic monitor is still asking Kafka; its client is closed all the same");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (admin != null) {
      admin.close(CLOSE_TIMEOUT);
    }
  }
}
