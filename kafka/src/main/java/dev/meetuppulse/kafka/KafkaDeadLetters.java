package dev.meetuppulse.kafka;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.rsvp.MemberRemover;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Dead letters in a Kafka topic, keyed {@code topic-partition-offset}, each a JSON object: {@code
 * {"reason", "topic", "partition", "offset", "text"}}, and {@code "cut": true} where the text is
 * only the beginning. A record that is read again writes its letter again, under the same key.
 */
public final class KafkaDeadLetters implements DeadLetters {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  /** Leaves room for headers and the batch around a letter. */
  private static final int LARGEST_LETTER_BYTES = KafkaClients.MAX_REQUEST_BYTES - (16 << 10);

  /** How much of a text is kept that does not fit. */
  private static final int CUT_CHARS = 64 << 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  private record Letter(
      String reason,
      String topic,
      int partition,
      long offset,
      String text,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean cut) {

    Letter shorter() {
      String start = text.substring(0, Math.min(CUT_CHARS, text.length()));
      return new Letter(reason, topic, partition, offset, start, true);
    }
  }

  private record Sent(Letter letter, Future<RecordMetadata> answer) {}

  private final Settings settings;
  private final Duration patience;
  private final String target;
  private final List<Sent> sent = new ArrayList<>();
  private Producer<String, byte[]> producer;

  private KafkaDeadLetters(Settings settings, Duration patience) {
    this.settings = settings;
    this.patience = patience;
    this.target = settings.text(Setting.KAFKA_DEAD_LETTERS);
  }

  /** Letters in the topic that the settings name; it is created when the first one is written. */
  public static Factory in(Settings settings) {
    return in(settings, PATIENCE);
  }

  /**
   * Opens dead-letter topics with a limit for each request; storing a letter may take twice as
   * long.
   */
  static Factory in(Settings settings, Duration patience) {
    return () -> new KafkaDeadLetters(settings, patience);
  }

  @Override
  public void add(Reason reason, String topic, int partition, long offset, byte[] value) {
    String text = new String(MemberRemover.remove(value).line(), StandardCharsets.UTF_8);
    send(new Letter(reason.id(), topic, partition, offset, text, false));
  }

  @Override
  public void flush() {
    try {
      List<Sent> waiting = List.copyOf(sent);
      sent.clear();
      for (Sent one : waiting) {
        if (!stored(one)) {
          send(one.letter.shorter());
        }
      }
      for (Sent one : sent) {
        one.answer.get();
      }
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(e);
    } finally {
      sent.clear();
    }
  }

  /** False if the topic takes no letter of that length. */
  private boolean stored(Sent one) throws ExecutionException, InterruptedException {
    try {
      one.answer.get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RecordTooLargeException && !one.letter.cut) {
        return false;
      }
      throw e;
    }
  }

  private void send(Letter letter) {
    byte[] json = json(letter);
    if (json.length > LARGEST_LETTER_BYTES) {
      send(letter.shorter());
      return;
    }
    String key = letter.topic + "-" + letter.partition + "-" + letter.offset;
    try {
      if (producer == null) {
        producer = Topics.openQuickProducer(settings, target, patience);
      }
      Sent one = new Sent(letter, producer.send(new ProducerRecord<>(target, key, json)));
      sent.add(one);
      if (one.answer.isDone()) {
        // Refused at once: were it only noticed in the end, each further letter might wait as long.
        stored(one);
      }
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(e);
    } catch (KafkaException | KafkaAccessException e) {
      throw failed(e);
    }
  }

  private DeadLetterException failed(Throwable cause) {
    sent.clear();
    if (producer != null) {
      // The next letter opens another: this one, or its topic, may be beyond help.
      producer.close(Duration.ZERO);
      producer = null;
    }
    return new DeadLetterException("can't write dead letters to topic " + target, cause);
  }

  private static byte[] json(Letter letter) {
    try {
      return JSON.writeValueAsBytes(letter);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing a record", e);
    }
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(CLOSE_TIMEOUT);
    }
  }
}
