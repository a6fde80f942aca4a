package dev.meetuppulse.bolts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.meetuppulse.core.board.Trends;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.trend.Change;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.kafka.KafkaAccessException;
import dev.meetuppulse.kafka.Topics;
import dev.meetuppulse.spouts.QuietClients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to a Kafka topic which keys began to trend, for others to use: one JSON object per change,
 * keyed {@code dimension:key}. Delivery is best effort: a change that can't be sent, or falls into
 * a restart, is not sent again.
 */
public final class AnnounceBolt extends BaseRichBolt {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(AnnounceBolt.class);
  private static final JsonFactory JSON = new JsonFactory();
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** A change that was announced. Several may have begun at one time. */
  private record Announced(long at, Dimension dimension, String key) {}

  private final Settings settings;
  private final Duration patience;

  private transient OutputCollector collector;
  private transient Producer<String, byte[]> producer;
  private transient String topic;
  private transient Set<Announced> announced;
  private transient boolean isWallClock;
  private transient long startedAt;

  public AnnounceBolt(Settings settings) {
    this(settings, PATIENCE);
  }

  AnnounceBolt(Settings settings, Duration patience) {
    this.settings = settings;
    this.patience = patience;
  }

  @Override
  public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector out) {
    QuietClients.apply();
    collector = out;
    topic = settings.text(Setting.KAFKA_CHANGES);
    isWallClock = settings.text(Setting.COUNT_CLOCK).equals("wall");
    announced = null;
  }

  @Override
  public void execute(Tuple tuple) {
    Trends trends = (Trends) tuple.getValueByField(RankBolt.TRENDS);
    if (announced == null) {
      // What rose before this task began was announced by the one before it.
      announced = new HashSet<>();
      startedAt = trends.clock();
    }
    boolean isSetBack = trends.clock() < startedAt && isWallClock;
    if (isSetBack) {
      startedAt = trends.clock();
    }
    Set<Announced> listed = new HashSet<>();
    for (int i = trends.changes().size() - 1; i >= 0; i--) {
      Change change = trends.changes().get(i);
      Announced id = new Announced(change.at(), change.dimension(), change.key().name());
      listed.add(id);
      if (isSetBack) {
        announced.add(id);
      } else if (change.at() > startedAt && announced.add(id)) {
        announce(change);
      }
    }
    // A change that is no longer listed never comes again.
    announced.retainAll(listed);
    collector.ack(tuple);
  }

  private void announce(Change change) {
    String key = change.dimension().id() + ":" + change.key().name();
    try {
      if (producer == null) {
        producer = Topics.openQuickProducer(settings, topic, patience);
      }
      producer.send(
          new ProducerRecord<>(topic, key, json(change)),
          (metadata, e) -> {
            if (e != null) {
              LOG.warn("can't announce a change to topic {}: {}", topic, e.getMessage());
            }
          });
    } catch (KafkaException | KafkaAccessException e) {
      LOG.warn("can't announce a change to topic {}: {}", topic, e.getMessage());
    }
  }

  private static byte[] json(Change change) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("at", change.at());
      json.writeStringField("dimension", change.dimension().id());
      json.writeStringField("key", change.key().name());
      json.writeStringField("label", change.key().label());
      json.writeStringField("place", change.place());
      json.writeNumberField("now", change.trend().now());
      json.writeNumberField("expected", change.trend().expected());
      json.writeNumberField("since", change.trend().since());
      json.writeStringField("sentence", change.sentence(ZoneOffset.UTC));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing an array", e);
    }
    return text.toByteArray();
  }

  @Override
  public void declareOutputFields(OutputFieldsDeclarer declarer) {
    // The end of the line.
  }

  @Override
  public void cleanup() {
    if (producer != null) {
      producer.close(patience);
    }
  }
}
