package dev.meetuppulse.bolts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.meetuppulse.core.board.Trends;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.trend.Change;
import dev.meetuppulse.spouts.ClientFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a Kafka topic what began to rise, for others to use: a JSON object a change, keyed {@code
 * dimension:key}. News, not books: a change that can't be sent, or falls into a restart, is not
 * sent again.
 */
public final class AnnounceBolt extends BaseRichBolt {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(AnnounceBolt.class);
  private static final JsonFactory JSON = new JsonFactory();
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Settings settings;
  private final Duration patience;

  private transient OutputCollector collector;
  private transient Producer<String, String> producer;
  private transient String topic;
  private transient long announcedUpTo;

  public AnnounceBolt(Settings settings) {
    this(settings, PATIENCE);
  }

  AnnounceBolt(Settings settings, Duration patience) {
    this.settings = settings;
    this.patience = patience;
  }

  @Override
  public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector out) {
    collector = out;
    topic = settings.text(Setting.KAFKA_CHANGES);
    announcedUpTo = Long.MIN_VALUE;
  }

  @Override
  public void execute(Tuple tuple) {
    Trends trends = (Trends) tuple.getValueByField(RankBolt.TRENDS);
    if (announcedUpTo == Long.MIN_VALUE) {
      // What rose before this task began was told by the one before it.
      announcedUpTo = trends.clock();
    }
    for (int i = trends.changes().size() - 1; i >= 0; i--) {
      Change change = trends.changes().get(i);
      if (change.at() > announcedUpTo) {
        announcedUpTo = change.at();
        announce(change);
      }
    }
    collector.ack(tuple);
  }

  private void announce(Change change) {
    String key = change.dimension().id() + ":" + change.key().name();
    try {
      if (producer == null) {
        producer = open();
      }
      producer.send(
          new ProducerRecord<>(topic, key, json(change)),
          (metadata, e) -> {
            if (e != null) {
              LOG.warn("can't announce a change to topic {}: {}", topic, e.getMessage());
            }
          });
    } catch (KafkaException e) {
      LOG.warn("can't announce a change to topic {}: {}", topic, e.getMessage());
    }
  }

  private Producer<String, String> open() {
    Map<String, Object> config = ClientFile.read(settings.text(Setting.KAFKA_CLIENT_FILE));
    config.put("bootstrap.servers", settings.text(Setting.KAFKA_BOOTSTRAP));
    KafkaTopics.createIfMissing(config, topic, Map.of(), patience);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.toMillis());
    return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
  }

  private static String json(Change change) {
    StringWriter text = new StringWriter();
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
      throw new UncheckedIOException("writing a string", e);
    }
    return text.toString();
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
