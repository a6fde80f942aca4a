package dev.meetuppulse.feed;

import dev.meetuppulse.core.rsvp.MemberRemover;
import dev.meetuppulse.core.rsvp.RsvpParser;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.Trouble;
import dev.meetuppulse.kafka.KafkaAccessException;
import dev.meetuppulse.kafka.KafkaClients;
import dev.meetuppulse.kafka.SizeHeader;
import dev.meetuppulse.kafka.TopicFitness;
import dev.meetuppulse.kafka.Topics;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends lines to the topic of RSVPs: without member, keyed by {@code rsvp_id}, so that one
 * partition holds all of an RSVP in the order of the stream. A line without a key goes to a
 * partition that its text decides. A record that the topic finds too large is cut and sent again.
 * Waits when Kafka is slower than the source. For one thread.
 */
public final class FeedProducer implements LineSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FeedProducer.class);
  private static final int MAX_CUTS = 2;

  /** Bytes that Kafka adds to a record's value, with room to spare. */
  private static final int MAX_OVERHEAD_BYTES = 1_024;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final Producer<String, byte[]> producer;
  private final String topic;
  private final int partitions;
  private final boolean compacted;
  private final Consumer<byte[]> sent;
  private final Consumer<String> notices;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Queue<SendAttempt> tooLarge = new ConcurrentLinkedQueue<>();
  private boolean noticedTooLarge;

  /** Lines from this size on may be too large for the topic. */
  private volatile int doubtfulBytes;

  /**
   * A record on its way.
   *
   * @param length the bytes of its line
   * @param cuts how often it was cut because the topic does not take it
   */
  private record SendAttempt(byte[] line, String key, long length, int cuts) {

    /** With only its known fields; then, if they are too long, with none. */
    SendAttempt shorter() {
      byte[] cut =
          cuts == 0
              ? MemberRemover.knownFields(line)
              : MemberRemover.remove(new byte[0], length).line();
      return new SendAttempt(cut, key, length, cuts + 1);
    }
  }

  private FeedProducer(
      Producer<String, byte[]> producer,
      String topic,
      Topics.Limits limits,
      Consumer<byte[]> sent,
      Consumer<String> notices) {
    this.producer = producer;
    this.topic = topic;
    this.compacted = limits.compacted();
    this.doubtfulBytes = limits.mostBytes() - MAX_OVERHEAD_BYTES;
    this.partitions = producer.partitionsFor(topic).size();
    this.sent = sent;
    this.notices = notices;
  }

  /**
   * Connects, and creates the topics if they are missing.
   *
   * @param sent receives each line that is handed to Kafka, without its member
   * @throws FeedException if Kafka does not answer within about ten seconds, or refuses
   */
  public static FeedProducer open(Settings settings, Consumer<byte[]> sent)
      throws InterruptedException {
    return open(settings, sent, LOG::warn);
  }

  /**
   * Like {@link #open(Settings, Consumer)}, with notices sent to {@code notices} instead of the
   * log.
   *
   * @param notices receives one line for each oddity that is no reason to stop
   */
  public static FeedProducer open(
      Settings settings, Consumer<byte[]> sent, Consumer<String> notices)
      throws InterruptedException {
    String topic = settings.text(Setting.KAFKA_TOPIC);
    Producer<String, byte[]> producer = null;
    try {
      Topics.ensure(settings);
      TopicFitness.troubles(settings).forEach(trouble -> notices.accept(trouble.text()));
      Topics.Limits limits = Topics.limits(settings);
      producer =
          new KafkaProducer<>(
              withFittingBatches(KafkaClients.producer(settings), limits.mostBytes()));
      return new FeedProducer(producer, topic, limits, sent, notices);
    } catch (InterruptException e) {
      closeAtOnce(producer);
      throw interrupted();
    } catch (KafkaException e) {
      closeAtOnce(producer);
      throw new FeedException(KafkaClients.unreachable(settings, e).getMessage(), e);
    } catch (KafkaAccessException e) {
      throw new FeedException(e.getMessage(), e);
    }
  }

  private static void closeAtOnce(Producer<String, byte[]> producer) {
    if (producer != null) {
      producer.close(Duration.ZERO);
    }
  }

  /**
   * Limits batches to the size that the topic takes: the producer splits a larger one, but into
   * batches of the configured size, and would do so forever.
   */
  private static Map<String, Object> withFittingBatches(Map<String, Object> properties, int most) {
    String size = properties.get(ProducerConfig.BATCH_SIZE_CONFIG).toString();
    if (!size.matches("\\d{1,9}")) {
      throw new FeedException(
          "batch.size is '%s'; it must be a number of bytes; see %s"
              .formatted(size, Setting.KAFKA_CLIENT_FILE.key()));
    }
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, Math.min(Integer.parseInt(size), most));
    return properties;
  }

  /**
   * Sends one line; waits while the buffer is full.
   *
   * @throws FeedException if this or an earlier line could not be delivered
   */
  @Override
  public void accept(Line line) throws InterruptedException {
    throwFailure();
    sendTooLargeAgain();
    MemberRemover.Cleaned cleaned = MemberRemover.remove(line.bytes(), line.length());
    send(new SendAttempt(cleaned.line(), cleaned.key(), cleaned.length(), 0));
    if (cleaned.line().length >= doubtfulBytes) {
      // Cut and sent again, it must not come after a later record of the same RSVP.
      flush();
    }
    sent.accept(cleaned.line());
  }

  private void send(SendAttempt attempt) throws InterruptedException {
    ProducerRecord<String, byte[]> record =
        attempt.key == null
            ? withoutKey(attempt.line)
            : new ProducerRecord<>(topic, attempt.key, attempt.line);
    if (attempt.length > RsvpParser.MAX_BYTES) {
      SizeHeader.write(record.headers(), attempt.length);
    }
    try {
      producer.send(record, (metadata, e) -> done(attempt, e));
    } catch (InterruptException e) {
      throw interrupted();
    } catch (KafkaException e) {
      throw undelivered(e);
    }
  }

  private ProducerRecord<String, byte[]> withoutKey(byte[] line) {
    int hash = Utils.murmur2(line);
    String key = compacted ? "line-" + Integer.toHexString(hash) : null;
    return new ProducerRecord<>(topic, Utils.toPositive(hash) % partitions, key, line);
  }

  private void sendTooLargeAgain() throws InterruptedException {
    SendAttempt attempt;
    while ((attempt = tooLarge.poll()) != null) {
      if (!noticedTooLarge) {
        noticedTooLarge = true;
        notices.accept(
            String.format(
                Locale.ROOT,
                "a record of %,d bytes is too large for topic %s: cut it, and cut all others like"
                    + " it; set max.message.bytes of the topic to %d to send them whole",
                attempt.length,
                topic,
                KafkaClients.MAX_REQUEST_BYTES));
      }
      send(attempt.shorter());
    }
  }

  public long acknowledged() {
    return acknowledged.get();
  }

  /**
   * Returns when all that was sent is acknowledged.
   *
   * @throws FeedException if a line could not be delivered
   */
  @Override
  public void flush() throws InterruptedException {
    try {
      producer.flush();
      while (!tooLarge.isEmpty()) {
        sendTooLargeAgain();
        producer.flush();
      }
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

  private void done(SendAttempt attempt, Exception e) {
    if (e == null) {
      acknowledged.incrementAndGet();
    } else if (e instanceof RecordTooLargeException && attempt.cuts < MAX_CUTS) {
      tooLarge.add(attempt);
      doubtfulBytes = Math.min(doubtfulBytes, attempt.line.length);
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
    return new FeedException("Kafka did not accept a record: " + Trouble.firstLine(e), e);
  }

  private static InterruptedException interrupted() {
    Thread.interrupted();
    return new InterruptedException();
  }
}
