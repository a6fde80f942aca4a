package dev.meetuppulse.feed;

import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.Trouble;
import dev.meetuppulse.kafka.HaltReasons;
import dev.meetuppulse.kafka.KafkaAccessException;
import dev.meetuppulse.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.record.TimestampType;

/** Reads how far the topic of RSVPs has come, so that a feed resumes from there. */
public final class TopicResumePoint {
  /** Records at the end of each partition that are read. */
  private static final long MAX_RECORDS = 1_000;

  /** How much more of the stream a partition that has long had no record may have sent again. */
  private static final long MAX_BEHIND_MILLIS = TimeUnit.HOURS.toMillis(1);

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);

  private TopicResumePoint() {}

  /**
   * The {@code mtime} up to which every partition of the topic has what was sent, ms since the
   * epoch: the largest of the valid records at the end of each, and of these the smallest, but at
   * most an hour before the largest; 0 if there is none. A feed that ended while a partition was
   * away may have sent newer records to the others.
   *
   * @throws TryLaterException if a partition does not answer
   * @throws FeedException if the topic can't be read
   */
  public static long resumeMtime(Settings settings) throws InterruptedException {
    String topic = settings.text(Setting.KAFKA_TOPIC);
    Map<String, Object> properties = KafkaClients.consumer(settings);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // A fetch beyond a partition's end would hold up the next partition's.
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(properties)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, LIMIT).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions, LIMIT);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
      return resumeMtime(newestOfEach(consumer, starts, ends));
    } catch (InterruptException e) {
      Thread.interrupted();
      throw new InterruptedException();
    } catch (KafkaException | KafkaAccessException e) {
      String message = "can't read how far topic " + topic + " has come: " + Trouble.firstLine(e);
      throw e instanceof RetriableException
          ? new TryLaterException(message, e)
          : new FeedException(message, e);
    }
  }

  static long resumeMtime(Collection<Long> newestOfEach) {
    LongSummaryStatistics all =
        newestOfEach.stream().collect(Collectors.summarizingLong(Long::longValue));
    return newestOfEach.isEmpty() ? 0 : Math.max(all.getMin(), all.getMax() - MAX_BEHIND_MILLIS);
  }

  /** The largest {@code mtime} of each partition that has a valid record. */
  private static Collection<Long> newestOfEach(
      KafkaConsumer<String, byte[]> consumer,
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, Long> ends) {
    List<Long> newest = new ArrayList<>();
    ends.forEach(
        (partition, end) -> {
          consumer.assign(List.of(partition));
          consumer.seek(partition, Math.max(starts.get(partition), end - MAX_RECORDS));
          newest(consumer, partition, end).ifPresent(newest::add);
        });
    return newest;
  }

  /** The largest {@code mtime} of the valid records before an offset, or before a damaged batch. */
  private static OptionalLong newest(
      KafkaConsumer<String, byte[]> consumer, TopicPartition partition, long end) {
    RsvpParser parser = new RsvpParser();
    OptionalLong newest = OptionalLong.empty();
    long heardAt = System.nanoTime();
    try {
      while (consumer.position(partition, LIMIT) < end) {
        ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
        for (ConsumerRecord<String, byte[]> record : records) {
          if (parser.parse(record.value(), 0, judgedAt(record)) instanceof Rsvp rsvp) {
            newest = OptionalLong.of(Math.max(newest.orElse(Long.MIN_VALUE), rsvp.mtime()));
          }
        }
        if (!records.isEmpty()) {
          heardAt = System.nanoTime();
        } else if (System.nanoTime() - heardAt > LIMIT.toNanos()) {
          throw new TimeoutException("its last records do not arrive");
        }
      }
    } catch (KafkaException e) {
      if (!isDamaged(partition, e)) {
        throw e;
      }
    }
    return newest;
  }

  /** A timeout names the partition too. */
  private static boolean isDamaged(TopicPartition partition, KafkaException e) {
    return e instanceof CorruptRecordException
        || !(e instanceof RetriableException) && HaltReasons.isNamed(partition, e);
  }

  /** When a record was judged, ms since the epoch: a record of the future stays one. */
  static long judgedAt(ConsumerRecord<?, ?> record) {
    return record.timestampType() == TimestampType.LOG_APPEND_TIME
        ? record.timestamp()
        : System.currentTimeMillis();
  }
}
