package dev.meetuppulse.bolts;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Timer;
import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.BoardStore;
import dev.meetuppulse.core.board.Status;
import dev.meetuppulse.core.board.StoreFactory;
import dev.meetuppulse.core.board.Trends;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.metrics.Metric;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.PartitionReport;
import dev.meetuppulse.core.source.Reporter;
import dev.meetuppulse.spouts.LogOnce;
import dev.meetuppulse.spouts.StormErrors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.TupleUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes boards, status and trends; the status again with each tick, because a partition that is
 * stuck sends no update of its own. A publication that fails is superseded by the next, a second
 * later, so nothing is kept or retried.
 */
public final class StoreBolt extends BaseRichBolt {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(StoreBolt.class);

  private static final long MAX_DELAY_MILLIS = TimeUnit.DAYS.toMillis(1);

  private final StoreFactory stores;

  private transient OutputCollector collector;
  private transient BoardStore boardStore;
  private transient Timer publishTime;
  private transient TimeHistogram shownAfter;
  private transient Counter errors;
  private transient HaltReports reports;

  /** Troubles that last, by part: one that works ends no other's. */
  private transient Map<String, LogOnce> troubles;

  public StoreBolt(StoreFactory stores) {
    this.stores = stores;
  }

  @Override
  public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector out) {
    collector = out;
    boardStore = stores.boards();
    reports = new HaltReports(Reporter.PUBLISH, stores.reports());
    troubles = new HashMap<>();
    publishTime = context.registerTimer(Metric.PUBLISH_TIME.id());
    shownAfter = new TimeHistogram(context, Metric.SHOWN_AFTER);
    errors = context.registerCounter(Metric.REDIS_ERRORS.id());
  }

  @Override
  public void execute(Tuple tuple) {
    Timer.Context timing = publishTime.time();
    try {
      publish(tuple);
      recovered(part(tuple));
    } catch (StoreException e) {
      errors.inc();
      failed(part(tuple), e);
    } finally {
      timing.stop();
    }
    collector.ack(tuple);
  }

  /** The part that a tuple publishes. A tick has one of its own: it often publishes nothing. */
  private static String part(Tuple tuple) {
    if (TupleUtils.isTick(tuple)) {
      return "the status as partitions are reported on";
    }
    return switch (tuple.getSourceStreamId()) {
      case RankBolt.STATUS_STREAM -> "the status";
      case RankBolt.TRENDS_STREAM -> "trends";
      default -> "boards of " + tuple.getStringByField(RankBolt.DIMENSION);
    };
  }

  /** Ends a part's failure, if there is one. */
  private void recovered(String part) {
    LogOnce trouble = troubles.remove(part);
    if (trouble != null) {
      trouble.end(part + ": published again");
      if (troubles.isEmpty()) {
        reports.goOn(PartitionReport.WHOLE_TOPIC);
      }
    }
  }

  private void failed(String part, StoreException e) {
    reports.halt(PartitionReport.WHOLE_TOPIC, HaltReason.STORE, e.getMessage());
    boolean isFirst = troubles.isEmpty();
    LogOnce trouble = troubles.computeIfAbsent(part, key -> new LogOnce(LOG));
    if (trouble.begin("can't publish " + part, e) && isFirst) {
      StormErrors.report(collector, e);
    }
  }

  private void publish(Tuple tuple) {
    if (TupleUtils.isTick(tuple)) {
      boardStore.refreshStatus();
      return;
    }
    switch (tuple.getSourceStreamId()) {
      case RankBolt.STATUS_STREAM -> {
        boardStore.publish((Status) tuple.getValueByField(RankBolt.STATUS));
        shown(tuple.getLongByField(RankBolt.OLDEST_APPEND_TIME), System.currentTimeMillis());
      }
      case RankBolt.TRENDS_STREAM ->
          boardStore.publish((Trends) tuple.getValueByField(RankBolt.TRENDS));
      default ->
          boardStore.publish(
              ((List<?>) tuple.getValueByField(RankBolt.BOARDS))
                  .stream().map(Board.class::cast).toList());
    }
  }

  /** A topic's times may be set by its producers, and be absurd. */
  private void shown(long oldestAppendTime, long now) {
    long delay = now - oldestAppendTime;
    if (oldestAppendTime != CountedPartition.NO_TIME && delay >= 0 && delay <= MAX_DELAY_MILLIS) {
      shownAfter.observe(delay);
    }
  }

  @Override
  public void declareOutputFields(OutputFieldsDeclarer declarer) {
    // The end of the line.
  }

  @Override
  public void cleanup() {
    boardStore.close();
    reports.close();
  }
}
