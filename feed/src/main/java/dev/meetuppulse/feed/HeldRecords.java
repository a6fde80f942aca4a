package dev.meetuppulse.feed;

import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.Trouble;
import dev.meetuppulse.kafka.KafkaAccessException;
import dev.meetuppulse.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Reads how far the topic of RSVPs has come, so that a feed resumes from there. */
public final class HeldRecords {
  /** Records at the end of each partition that are read. */
  private static final long MOST_RECORDS = 1_000;

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);

  private HeldRecords() {}

  /**
   * The largest {@code mtime} of the valid records at the end of the topic's partitions, ms since
   * the epoch; 0 if there is none. Takes ten seconds at most, and then returns what it has found.
   *
   * @throws FeedException if the topic can't be read
   */
  public static long newestMtime(Settings settings) throws InterruptedException {
    String topic = settings.text(Setting.KAFKA_TOPIC);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(KafkaClients.consumer(settings))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, LIMIT).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions, LIMIT);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
      consumer.assign(partitions);
      ends.forEach(
          (partition, end) ->
              consumer.seek(partition, Math.max(starts.get(partition), end - MOST_RECORDS)));
      return newestMtime(consumer, ends);
    } catch (InterruptException e) {
      Thread.interrupted();
      throw new InterruptedException();
    } catch (KafkaException | KafkaAccessException e) {
      throw new FeedException(
          "can't read how far topic " + topic + " has come: " + Trouble.firstLine(e), e);
    }
  }

  private static long newestMtime(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    RsvpParser parser = new RsvpParser();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT.toMillis());
    long newest = 0;
    while (!isAtEnd(consumer, ends) && System.nanoTime() < deadline) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (parser.parse(record.value(), 0, System.currentTimeMillis()) instanceof Rsvp rsvp) {
          newest = Math.max(newest, rsvp.mtime());
        }
      }
    }
    return newest;
  }

  private static boolean isAtEnd(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), LIMIT) >= end.getValue());
  }
}
