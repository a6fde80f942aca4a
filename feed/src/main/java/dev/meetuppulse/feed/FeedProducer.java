package dev.meetuppulse.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.meetuppulse.core.rsvp.MemberRemover;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.utils.Utils;

/**
 * Sends lines to the topic of RSVPs: without member, keyed by {@code rsvp_id}, so that one
 * partition holds all of an RSVP in the order of the stream. A line without a key goes to a
 * partition that its text decides. Waits when Kafka is slower than the source. For one thread.
 */
public final class FeedProducer implements LineSink, AutoCloseable {
  /** Header of a record whose line was too long: how many bytes it had, as decimal text. */
  public static final String SIZE_HEADER = "pulse-size";

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final Producer<String, byte[]> producer;
  private final String topic;
  private final int partitions;
  private final Consumer<byte[]> sent;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private FeedProducer(
      Producer<String, byte[]> producer, String topic, int partitions, Consumer<byte[]> sent) {
    this.producer = producer;
    this.topic = topic;
    this.partitions = partitions;
    this.sent = sent;
  }

  /**
   * Connects, and creates the topics if they are missing.
   *
   * @param sent told of each line that is handed to Kafka, without its member
   * @throws FeedException if Kafka does not answer within about ten seconds, or refuses
   */
  public static FeedProducer open(Settings settings, Consumer<byte[]> sent)
      throws InterruptedException {
    Topics.ensure(settings);
    String topic = settings.text(Setting.KAFKA_TOPIC);
    Producer<String, byte[]> producer = null;
    try {
      producer = new KafkaProducer<>(KafkaClients.producer(settings));
      return new FeedProducer(producer, topic, producer.partitionsFor(topic).size(), sent);
    } catch (InterruptException e) {
      producer.close(Duration.ZERO);
      throw interrupted();
    } catch (KafkaException e) {
      if (producer != null) {
        producer.close(Duration.ZERO);
      }
      throw Topics.unreachable(settings, e);
    }
  }

  /**
   * Sends one line; waits while the buffer is full.
   *
   * @throws FeedException if this or an earlier line could not be delivered
   */
  @Override
  public void accept(Line line) throws InterruptedException {
    throwFailure();
    MemberRemover.Cleaned cleaned = MemberRemover.remove(line.bytes());
    Integer partition =
        cleaned.key() == null ? Utils.toPositive(Utils.murmur2(cleaned.line())) % partitions : null;
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, partition, cleaned.key(), cleaned.line());
    if (line.isStub()) {
      long size = Math.min(line.length(), Integer.MAX_VALUE);
      record.headers().add(SIZE_HEADER, Long.toString(size).getBytes(US_ASCII));
    }
    try {
      producer.send(record, this::done);
    } catch (InterruptException e) {
      throw interrupted();
    } catch (KafkaException e) {
      throw undelivered(e);
    }
    sent.accept(cleaned.line());
  }

  /** How many records Kafka has acknowledged. */
  public long acknowledged() {
    return acknowledged.get();
  }

  /**
   * Returns when all that was sent is acknowledged.
   *
   * @throws FeedException if a line could not be delivered
   */
  public void flush() throws InterruptedException {
    try {
      producer.flush();
    } catch (InterruptException e) {
      throw interrupted();
    }
    throwFailure();
  }

  /** Waits ten seconds at most for what is not acknowledged yet. */
  @Override
  public void close() {
    try {
      producer.close(CLOSE_TIMEOUT);
    } catch (InterruptException e) {
      // It sets the thread's interrupt again, which is all there is to do.
    }
  }

  private void done(RecordMetadata metadata, Exception e) {
    if (e == null) {
      acknowledged.incrementAndGet();
    } else {
      failure.compareAndSet(null, e);
    }
  }

  private void throwFailure() {
    Exception e = failure.get();
    if (e != null) {
      throw undelivered(e);
    }
  }

  private static FeedException undelivered(Exception e) {
    return new FeedException("Kafka did not take a record: " + FeedException.firstLine(e), e);
  }

  private static InterruptedException interrupted() {
    Thread.interrupted();
    return new InterruptedException();
  }
}
