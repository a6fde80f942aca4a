package dev.meetuppulse.bench.storm;

import dev.meetuppulse.bench.job.CountTable;
import dev.meetuppulse.bench.job.SeenTable;
import dev.meetuppulse.bench.job.SlidingBoards;
import dev.meetuppulse.bench.job.Votes;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.TupleUtils;

/** The four rules; sends what counts, added up by key and second, at each tick. */
final class StockCountBolt extends BaseRichBolt {
  private static final long serialVersionUID = 1L;

  static final String RECEIVED = "received";
  static final String CLOCK = "clock";
  static final String SUMS = "sums";

  private transient OutputCollector collector;
  private transient SeenTable seen;
  private transient Dictionary dictionary;
  private transient CountTable cities;
  private transient CountTable topics;
  private transient int received;
  private transient long clock;

  @Override
  public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector out) {
    collector = out;
    dictionary = new Dictionary(SlidingBoards.DIMENSIONS);
    seen = new SeenTable(dictionary, this::add);
    cities = new CountTable();
    topics = new CountTable();
  }

  @Override
  public void execute(Tuple tuple) {
    if (TupleUtils.isTick(tuple)) {
      send();
    } else {
      received += tuple.getIntegerByField(StockParseBolt.RECEIVED);
      clock = Math.max(clock, tuple.getLongByField(StockParseBolt.CLOCK));
      if (tuple.getValueByField(StockParseBolt.RSVP) instanceof Rsvp rsvp) {
        seen.judge(rsvp);
      }
    }
    collector.ack(tuple);
  }

  private void add(long mtime, long vote, int group, int sign) {
    long second = Math.floorDiv(mtime, 1000L);
    int yes = sign * Votes.yes(vote);
    int no = sign * Votes.no(vote);
    int going = sign * Votes.going(vote);
    KeyNumbers keys = dictionary.group(group);
    cities.add(keys.of(Dimension.CITIES), second, sign, yes, no, going);
    for (int i = 0; i < keys.topics(); i++) {
      topics.add(keys.topic(i), second, sign, yes, no, going);
    }
  }

  private void send() {
    List<Sum> sums = new ArrayList<>(cities.size() + topics.size());
    drain(Dimension.CITIES, cities, sums);
    drain(Dimension.TOPICS, topics, sums);
    collector.emit(new Values(received, clock, sums));
    received = 0;
  }

  private void drain(Dimension dimension, CountTable counts, List<Sum> into) {
    counts.drain(
        (key, second, rsvps, yes, no, going) ->
            into.add(
                new Sum(
                    dimension,
                    dictionary.key(dimension, key).name(),
                    second,
                    rsvps,
                    yes,
                    no,
                    going)));
  }

  @Override
  public void declareOutputFields(OutputFieldsDeclarer declarer) {
    declarer.declare(new Fields(RECEIVED, CLOCK, SUMS));
  }
}
