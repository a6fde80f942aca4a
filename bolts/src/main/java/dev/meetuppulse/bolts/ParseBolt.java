package dev.meetuppulse.bolts;

import com.codahale.metrics.Histogram;
import com.codahale.metrics.Timer;
import dev.meetuppulse.core.board.StoreFactory;
import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.metrics.Metric;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.rsvp.RsvpParser;
import dev.meetuppulse.core.source.Reporter;
import dev.meetuppulse.kafka.DeadLetters;
import dev.meetuppulse.spouts.KafkaBatchSpout;
import dev.meetuppulse.spouts.QuietClients;
import dev.meetuppulse.spouts.RawBatch;
import dev.meetuppulse.spouts.StormErrors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns bytes into judged records. Invalid ones are in the dead letters before their batch goes on,
 * so what is counted as invalid can be found there.
 */
public final class ParseBolt extends BaseRichBolt {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ParseBolt.class);

  private final String topic;
  private final DeadLetters.Factory deadLetterFactory;
  private final StoreFactory stores;

  private transient OutputCollector collector;
  private transient RsvpParser parser;
  private transient DeadLetterWriter letters;
  private transient Timer parseTime;
  private transient Histogram batchRecords;

  /**
   * @param topic where the records come from, as dead letters name it
   * @param stores where partitions are reported whose dead letters are refused
   */
  public ParseBolt(String topic, DeadLetters.Factory deadLetterFactory, StoreFactory stores) {
    this.topic = topic;
    this.deadLetterFactory = deadLetterFactory;
    this.stores = stores;
  }

  @Override
  public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector out) {
    QuietClients.apply();
    collector = out;
    parser = new RsvpParser();
    letters =
        new DeadLetterWriter(
            topic,
            deadLetterFactory.open(),
            new HaltReports(Reporter.PARSE, stores.reports()),
            error -> StormErrors.report(collector, error));
    parseTime = context.registerTimer(Metric.PARSE_TIME.id());
    batchRecords = context.registerHistogram(Metric.BATCHES.id());
  }

  @Override
  public void execute(Tuple tuple) {
    RawBatch raw = (RawBatch) tuple.getValueByField(KafkaBatchSpout.BATCH);
    try {
      Batch batch = parse(raw, System.currentTimeMillis());
      letters.flush(raw.range().partition());
      collector.emit(tuple, BatchFields.values(batch));
      collector.ack(tuple);
    } catch (DeadLetters.DeadLetterException e) {
      letters.refused(raw.range().partition(), e);
      collector.fail(tuple);
    }
  }

  /**
   * Judges records by the time at which Kafka appended them, so that a replay gives the same
   * result; where the topic's times are its producers' own, which may be absurd, by the clock.
   */
  private Batch parse(RawBatch raw, long wallClock) {
    long[] offsets = new long[raw.size()];
    long[] appendTimes = new long[raw.size()];
    List<Outcome> outcomes = new ArrayList<>(raw.size());
    long started = System.nanoTime();
    int count = 0;
    for (int i = 0; i < raw.size(); i++) {
      long appendTime = raw.hasBrokersTimes() ? raw.appendTimes()[i] : wallClock;
      Outcome outcome = judge(raw, i, appendTime);
      if (outcome == null) {
        continue;
      }
      if (outcome instanceof Outcome.Invalid broken) {
        letters.add(broken.reason(), raw.range().partition(), raw.offsets()[i], raw.values()[i]);
      }
      offsets[count] = raw.offsets()[i];
      appendTimes[count] = appendTime;
      outcomes.add(outcome);
      count++;
    }
    if (count > 0) {
      batchRecords.update(count);
      parseTime.update(System.nanoTime() - started, TimeUnit.NANOSECONDS);
    }
    return new Batch(
        raw.range(), Arrays.copyOf(offsets, count), Arrays.copyOf(appendTimes, count), outcomes);
  }

  /** A flaw in the parser must not stop the records after the one that found it. */
  private Outcome judge(RawBatch raw, int i, long appendTime) {
    try {
      ByteBuffer value = raw.values()[i];
      int from = value.arrayOffset() + value.position();
      return parser.parse(
          value.array(), from, from + value.remaining(), raw.sizes()[i], appendTime);
    } catch (RuntimeException e) {
      LOG.error(
          "{}-{}: record {} not understood", topic, raw.range().partition(), raw.offsets()[i], e);
      return new Outcome.Invalid(Reason.MALFORMED_JSON);
    }
  }

  @Override
  public void declareOutputFields(OutputFieldsDeclarer declarer) {
    BatchFields.declare(declarer);
  }

  @Override
  public void cleanup() {
    letters.close();
  }
}
