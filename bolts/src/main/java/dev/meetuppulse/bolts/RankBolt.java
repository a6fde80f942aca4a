package dev.meetuppulse.bolts;

import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.Ranker;
import dev.meetuppulse.core.board.StoreFactory;
import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.spouts.KafkaBatchSpout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.TupleUtils;

/**
 * Merges the deltas of all partitions into boards. Each task ranks some of the dimensions and
 * receives every save; the first task also emits the status. A tick, or the end of a backlog, only
 * makes it publish what has changed: windows end by the clock.
 */
public final class RankBolt extends BaseRichBolt {
  private static final long serialVersionUID = 1L;

  /** The stream of {@link dev.meetuppulse.core.board.Status}. */
  public static final String STATUS_STREAM = "status";

  /** The stream of {@link dev.meetuppulse.core.board.Trends}. */
  public static final String TRENDS_STREAM = "trends";

  static final String DIMENSION = "dimension";

  static final String BOARDS = "boards";
  static final String STATUS = "status";
  static final String OLDEST_APPEND_TIME = "appended";
  static final String TRENDS = "trends";

  private final Settings settings;
  private final StoreFactory stores;

  private transient OutputCollector collector;
  private transient JournalStore journals;
  private transient Ranker ranker;
  private transient List<Dimension> dimensions;
  private transient boolean isFirst;

  /** When Kafka appended the oldest record that is counted and not published. */
  private transient long oldestAppendTime;

  public RankBolt(Settings settings, StoreFactory stores) {
    this.settings = settings;
    this.stores = stores;
  }

  @Override
  public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector out) {
    collector = out;
    int index = context.getThisTaskIndex();
    int tasks = context.getComponentTasks(context.getThisComponentId()).size();
    CountOptions options = settings.countOptions();
    dimensions =
        IntStream.range(0, options.dimensions().size())
            .filter(i -> i % tasks == index)
            .mapToObj(options.dimensions()::get)
            .toList();
    isFirst = index == 0;
    oldestAppendTime = CountedPartition.NO_TIME;
    journals = stores.journals();
    ranker =
        new Ranker(
            options,
            dimensions,
            settings.integer(Setting.COUNT_TOP),
            settings.trendOptions(),
            journals);
  }

  @Override
  public void execute(Tuple tuple) {
    long now = System.currentTimeMillis();
    if (TupleUtils.isTick(tuple)) {
      ranker.publish(now).ifPresent(this::emit);
    } else {
      switch (tuple.getSourceStreamId()) {
        case KafkaBatchSpout.SOURCE_STREAM -> report(tuple, now);
        case CountBolt.IDLE_STREAM -> ranker.publishSoon(now).ifPresent(this::emit);
        default -> {
          accept(tuple);
          ranker.publishSoon(now).ifPresent(this::emit);
        }
      }
    }
    collector.ack(tuple);
  }

  private void report(Tuple tuple, long now) {
    boolean isDown = tuple.getBooleanByField(KafkaBatchSpout.KAFKA_DOWN);
    ranker.reportSource(tuple.getSourceTask(), isDown, now);
    int partitions = tuple.getIntegerByField(KafkaBatchSpout.PARTITION_COUNT);
    if (partitions > 0) {
      ranker.setPartitionCount(partitions);
    }
  }

  private void accept(Tuple tuple) {
    ranker.accept(
        tuple.getIntegerByField(CountBolt.PARTITION), tuple.getBinaryByField(CountBolt.ENTRY));
    oldestAppendTime =
        Math.min(oldestAppendTime, tuple.getLongByField(CountBolt.OLDEST_APPEND_TIME));
  }

  private void emit(Ranker.Publication news) {
    for (Dimension dimension : dimensions) {
      List<Board> boards = new ArrayList<>();
      for (Board board : news.boards()) {
        if (board.dimension() == dimension) {
          boards.add(board);
        }
      }
      collector.emit(new Values(dimension.id(), boards));
    }
    if (isFirst) {
      collector.emit(STATUS_STREAM, new Values(news.status(), oldestAppendTime));
    }
    oldestAppendTime = CountedPartition.NO_TIME;
    news.trends().ifPresent(trends -> collector.emit(TRENDS_STREAM, new Values(trends)));
  }

  @Override
  public void declareOutputFields(OutputFieldsDeclarer declarer) {
    declarer.declare(new Fields(DIMENSION, BOARDS));
    declarer.declareStream(STATUS_STREAM, new Fields(STATUS, OLDEST_APPEND_TIME));
    declarer.declareStream(TRENDS_STREAM, new Fields(TRENDS));
  }

  @Override
  public void cleanup() {
    journals.close();
  }
}
