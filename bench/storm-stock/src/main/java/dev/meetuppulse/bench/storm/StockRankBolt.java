package dev.meetuppulse.bench.storm;

import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.Output;
import dev.meetuppulse.bench.job.SlidingBoards;
import java.util.List;
import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.TupleUtils;

/** Holds the window and publishes its boards at each tick, and when the last record is in them. */
final class StockRankBolt extends BaseRichBolt {
  private static final long serialVersionUID = 1L;

  private final List<String> arguments;

  private transient OutputCollector collector;
  private transient Job job;
  private transient Output output;
  private transient SlidingBoards boards;
  private transient long received;
  private transient long clock;

  StockRankBolt(Job job) {
    this.arguments = List.of(job.arguments());
  }

  @Override
  public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector out) {
    collector = out;
    job = Job.of(arguments.toArray(String[]::new));
    output = new Output(job);
    boards = new SlidingBoards();
  }

  @Override
  public void execute(Tuple tuple) {
    if (TupleUtils.isTick(tuple)) {
      if (received > 0) {
        publish();
      }
    } else {
      received += tuple.getIntegerByField(StockCountBolt.RECEIVED);
      clock = Math.max(clock, tuple.getLongByField(StockCountBolt.CLOCK));
      for (Object each : (List<?>) tuple.getValueByField(StockCountBolt.SUMS)) {
        Sum sum = (Sum) each;
        boards.add(
            sum.dimension(),
            sum.key(),
            sum.second(),
            sum.rsvps(),
            sum.yes(),
            sum.no(),
            sum.going());
      }
      if (received >= job.records()) {
        publish();
      }
    }
    collector.ack(tuple);
  }

  private void publish() {
    boards.advance(Math.floorDiv(clock, 1000L));
    output.publish(received, clock, boards.top());
  }

  @Override
  public void declareOutputFields(OutputFieldsDeclarer declarer) {
    // The end of the line.
  }
}
