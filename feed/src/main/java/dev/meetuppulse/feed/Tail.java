package dev.meetuppulse.feed;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.kafka.KafkaAccessException;
import dev.meetuppulse.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/** Shows what a topic holds: the consumer that proves the producer. */
public final class Tail implements AutoCloseable {
  private static final Duration START = Duration.ofMillis(KafkaClients.START_MILLIS);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Settings settings;
  private final String topic;
  private final TailOptions options;
  private final KafkaConsumer<String, byte[]> consumer;

  /**
   * @param topic the topic of RSVPs or of dead letters
   * @throws FeedException if the settings of the client make no sense
   */
  public Tail(Settings settings, String topic, TailOptions options) {
    this.settings = settings;
    this.topic = topic;
    this.options = options;
    try {
      consumer = new KafkaConsumer<>(KafkaClients.consumer(settings));
    } catch (KafkaAccessException e) {
      throw new FeedException(e.getMessage(), e);
    } catch (KafkaException e) {
      throw new FeedException(KafkaClients.unreachable(settings, e).getMessage(), e);
    }
  }

  /**
   * Hands over a line for each record that is shown, until the last one or until it is closed. Runs
   * once, and closes its connections at the end.
   *
   * @throws FeedException if Kafka does not answer within about ten seconds, or there is no topic
   */
  public void run(Consumer<String> out) throws InterruptedException {
    try (consumer) {
      show(out);
    } catch (WakeupException e) {
      // Closed by another thread.
    } catch (InterruptException e) {
      Thread.interrupted();
      throw new InterruptedException();
    } catch (KafkaException e) {
      throw new FeedException(KafkaClients.unreachable(settings, e).getMessage(), e);
    }
  }

  /** Makes {@link #run} return soon; may be called by any thread. */
  @Override
  public void close() {
    consumer.wakeup();
  }

  private void show(Consumer<String> out) {
    List<TopicPartition> partitions = partitions();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, START);
    if (options.fromBeginning()) {
      consumer.seekToBeginning(partitions);
    } else {
      ends.forEach(consumer::seek);
    }
    long left = options.most();
    long heardAt = System.nanoTime();
    while (left > 0 && (options.follow() || !isAtEnd(ends))) {
      ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
      if (records.isEmpty() && !options.follow() && System.nanoTime() - heardAt > START.toNanos()) {
        throw new TimeoutException("the missing records do not arrive");
      }
      for (ConsumerRecord<String, byte[]> record : records) {
        boolean wanted =
            options.follow()
                || record.offset() < ends.get(new TopicPartition(topic, record.partition()));
        Optional<String> line =
            wanted && left > 0 ? options.format().format(record) : Optional.empty();
        if (line.isPresent()) {
          out.accept(line.get());
          left--;
        }
      }
      if (!records.isEmpty()) {
        heardAt = System.nanoTime();
      }
    }
  }

  private boolean isAtEnd(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), START) >= end.getValue());
  }

  private List<TopicPartition> partitions() {
    List<PartitionInfo> found = consumer.partitionsFor(topic, START);
    if (found == null || found.isEmpty()) {
      throw new FeedException(
          "no topic %s at %s; start a feed, it creates it"
              .formatted(topic, settings.text(Setting.KAFKA_BOOTSTRAP)));
    }
    return found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }
}
