package dev.meetuppulse.spouts;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.storm.kafka.spout.subscription.TopicFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the topic from a thread of its own, so that the spout never waits: which partitions are
 * ours, which log they are, where they end, and where to start in them.
 */
final class LogWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);
  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  /**
   * The topic as last seen.
   *
   * @param log the identity of its log; a topic made anew has another
   * @param ends the end of each partition that is ours
   */
  record View(String topic, String log, Map<Integer, Long> ends) {}

  /** At that time ({@link System#nanoTime}) or later, the topic was the log of that identity. */
  private record Confirmed(String log, long at) {}

  /** Opens what the watch needs; each may fail as long as Kafka is away. */
  interface Clients {
    Admin admin();

    Consumer<ByteBuffer, ByteBuffer> consumer();

    Locator locator(Admin admin);
  }

  private final Clients clients;
  private final TopicFilter filter;
  private final Function<List<TopicPartition>, Set<TopicPartition>> ours;
  private final ScheduledExecutorService executor;
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private final AtomicBoolean confirming = new AtomicBoolean();
  private final Trouble trouble = new Trouble(LOG);
  private volatile View view;
  private volatile Confirmed confirmed = new Confirmed("", 0);
  private volatile boolean down;
  private volatile Admin admin;
  private Consumer<ByteBuffer, ByteBuffer> consumer;
  private Locator locator;

  /**
   * @param ours picks this task's partitions from all, sorted
   * @param every how often to look
   */
  LogWatch(
      Clients clients,
      TopicFilter filter,
      Function<List<TopicPartition>, Set<TopicPartition>> ours,
      Duration every) {
    this.clients = clients;
    this.filter = filter;
    this.ours = ours;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "log-watch");
              thread.setDaemon(true);
              return thread;
            });
    executor.scheduleWithFixedDelay(this::refresh, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The topic as last seen; empty until it was seen once. */
  Optional<View> view() {
    return Optional.ofNullable(view);
  }

  /** Whether Kafka did not answer when last asked. */
  boolean down() {
    return down;
  }

  /** Looks soon. */
  void refreshSoon() {
    if (refreshing.compareAndSet(false, true)) {
      executor.execute(this::refresh);
    }
  }

  /** Finds where to read a partition from; see {@link Locator#locate}. */
  Future<Located> locate(TopicPartition partition, String log, OptionalLong earlierStart) {
    Callable<Located> task = () -> locator.locate(partition, log, earlierStart);
    return executor.submit(task);
  }

  /**
   * Asks Kafka whether there still is a topic of that identity; {@link #confirmedAt} has the
   * answer.
   */
  void confirm() {
    View asked = view;
    if (asked == null || !confirming.compareAndSet(false, true)) {
      return;
    }
    Uuid id = Uuid.fromString(asked.log);
    long askedAt = System.nanoTime();
    admin
        .describeTopics(TopicCollection.ofTopicIds(List.of(id)))
        .topicIdValues()
        .get(id)
        .whenComplete(
            (description, error) -> {
              if (description != null) {
                confirmed = new Confirmed(asked.log, askedAt);
              } else if (error instanceof UnknownTopicIdException) {
                refreshSoon();
              }
              confirming.set(false);
            });
  }

  /**
   * What was read from Kafka before this time ({@link System#nanoTime}) was read from that log;
   * empty if that is not known of any time.
   */
  OptionalLong confirmedAt(String log) {
    Confirmed last = confirmed;
    return last.log.equals(log) ? OptionalLong.of(last.at) : OptionalLong.empty();
  }

  private void refresh() {
    refreshing.set(false);
    try {
      if (admin == null) {
        Admin opened = clients.admin();
        locator = clients.locator(opened);
        admin = opened;
      }
      if (consumer == null) {
        consumer = clients.consumer();
      }
      look().ifPresent(seen -> view = seen);
      down = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      failed(e.getCause());
    } catch (TimeoutException | RuntimeException e) {
      failed(e);
    }
  }

  /** A topic that is not there is an answer too. */
  private void failed(Throwable cause) {
    down = !(cause instanceof UnknownTopicOrPartitionException);
    trouble.report("can't ask Kafka about topic " + filter.getTopicsString(), cause);
  }

  private Optional<View> look() throws InterruptedException, ExecutionException, TimeoutException {
    List<TopicPartition> all =
        filter.getAllSubscribedPartitions(consumer).stream()
            .sorted(
                Comparator.comparing(TopicPartition::topic)
                    .thenComparingInt(TopicPartition::partition))
            .toList();
    Set<String> topics = all.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    if (topics.size() != 1) {
      trouble.report(
          "there must be one topic " + filter.getTopicsString() + ", but there are " + topics,
          null);
      return Optional.empty();
    }
    String topic = topics.iterator().next();
    TopicDescription description =
        admin
            .describeTopics(List.of(topic))
            .topicNameValues()
            .get(topic)
            .get(KAFKA_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    ours.apply(all).forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<Integer, Long> ends = new TreeMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> entry :
        admin
            .listOffsets(latest)
            .all()
            .get(KAFKA_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
            .entrySet()) {
      ends.put(entry.getKey().partition(), entry.getValue().offset());
    }
    trouble.over("topic " + topic + " is there again");
    return Optional.of(new View(topic, description.topicId().toString(), Map.copyOf(ends)));
  }

  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (consumer != null) {
      KafkaClients.close(consumer);
    }
    if (admin != null) {
      admin.close(CLOSE_TIMEOUT);
    }
  }
}
