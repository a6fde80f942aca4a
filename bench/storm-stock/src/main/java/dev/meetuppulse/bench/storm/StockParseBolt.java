package dev.meetuppulse.bench.storm;

import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.Parsers;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.TupleUtils;

/** Parses and filters. Records that don't count are reported with the next that does. */
final class StockParseBolt extends BaseRichBolt {
  private static final long serialVersionUID = 1L;

  static final String ID = "id";
  static final String RSVP = "rsvp";
  static final String RECEIVED = "received";
  static final String CLOCK = "clock";

  /** In place of the id, where there is no RSVP. */
  private static final long NOBODY = 0;

  private transient OutputCollector collector;
  private transient RsvpParser parser;
  private transient int received;
  private transient long clock;

  @Override
  public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector out) {
    collector = out;
    parser = Parsers.open();
  }

  @Override
  public void execute(Tuple tuple) {
    if (TupleUtils.isTick(tuple)) {
      if (received > 0) {
        emit(tuple, NOBODY, null);
      }
    } else {
      Outcome outcome =
          parser.parse(tuple.getBinaryByField(StormStock.VALUE), 0, System.currentTimeMillis());
      received += outcome == null ? 0 : 1;
      if (outcome instanceof Rsvp rsvp) {
        clock = Math.max(clock, rsvp.mtime());
        if (rsvp.groupKeys().country().equals(Job.COUNTRY)) {
          emit(tuple, rsvp.id(), rsvp);
        }
      }
    }
    collector.ack(tuple);
  }

  private void emit(Tuple anchor, long id, Rsvp rsvp) {
    collector.emit(anchor, new Values(id, rsvp, received, clock));
    received = 0;
  }

  @Override
  public void declareOutputFields(OutputFieldsDeclarer declarer) {
    declarer.declare(new Fields(ID, RSVP, RECEIVED, CLOCK));
  }
}
