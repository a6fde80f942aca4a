package dev.meetuppulse.bolts;

import dev.meetuppulse.core.board.Ranker;
import dev.meetuppulse.core.board.StoreFactory;
import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.count.PartitionCounter;
import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.Reporter;
import dev.meetuppulse.spouts.StormErrors;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.TupleUtils;

/**
 * Counts the partitions that are this task's, and acks what is saved. Emits the delta of each save,
 * unanchored, to the rank bolt: ({@value #PARTITION}, {@value #ENTRY}, {@value
 * #OLDEST_APPEND_TIME}).
 */
public final class CountBolt extends BaseRichBolt {
  private static final long serialVersionUID = 1L;

  static final String PARTITION = "partition";
  static final String ENTRY = "entry";
  static final String OLDEST_APPEND_TIME = "appended";

  /** Signals to the rankers that no delta follows soon, so that they publish those they have. */
  public static final String IDLE_STREAM = "idle";

  /** The longest that the ranker may hold back what it has. */
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(Ranker.SOON_MILLIS);

  private final Settings settings;
  private final StoreFactory stores;

  private transient OutputCollector collector;
  private transient CountOptions options;
  private transient JournalStore journals;
  private transient HaltReports reports;
  private transient CountMetrics metrics;
  private transient Map<Integer, CountedPartition<Tuple>> partitions;
  private transient long emittedAt;
  private transient boolean isIdleSignalDue;

  public CountBolt(Settings settings, StoreFactory stores) {
    this.settings = settings;
    this.stores = stores;
  }

  @Override
  public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector out) {
    collector = out;
    options = settings.countOptions();
    journals = stores.journals();
    reports = new HaltReports(Reporter.COUNT, stores.reports());
    metrics = new CountMetrics(context);
    partitions = new TreeMap<>();
  }

  @Override
  public void execute(Tuple tuple) {
    long now = System.nanoTime();
    if (TupleUtils.isTick(tuple)) {
      partitions.values().forEach(partition -> partition.saveIfDue(now));
      collector.ack(tuple);
    } else {
      Batch batch = BatchFields.batch(tuple);
      partitions
          .computeIfAbsent(batch.range().partition(), this::partition)
          .accept(tuple, batch, now);
    }
    if (isIdleSignalDue && now - emittedAt >= IDLE_NANOS) {
      isIdleSignalDue = false;
      collector.emit(IDLE_STREAM, new Values());
    }
  }

  private CountedPartition<Tuple> partition(int number) {
    return new CountedPartition<>(
        number,
        () -> PartitionCounter.open(number, options, journals),
        new CountedPartition.SaveTiming(
            settings.duration(Setting.COUNT_SAVE_EVERY),
            settings.integer(Setting.TOPOLOGY_IN_FLIGHT)),
        metrics,
        new TupleListener(number));
  }

  private final class TupleListener implements CountedPartition.Listener<Tuple> {
    private final int partition;

    private TupleListener(int partition) {
      this.partition = partition;
    }

    @Override
    public void ack(Tuple tuple) {
      collector.ack(tuple);
    }

    @Override
    public void fail(Tuple tuple) {
      collector.fail(tuple);
    }

    @Override
    public void saved(PartitionCounter.Saved saved, long oldestAppendTime) {
      collector.emit(new Values(saved.partition(), saved.entry(), oldestAppendTime));
      emittedAt = System.nanoTime();
      isIdleSignalDue = true;
    }

    @Override
    public void refused(StoreException error, boolean isNew) {
      reports.halt(partition, HaltReason.STORE, error.getMessage());
      if (isNew) {
        StormErrors.report(collector, error);
      }
    }

    @Override
    public void recovered() {
      reports.goOn(partition);
    }
  }

  @Override
  public void declareOutputFields(OutputFieldsDeclarer declarer) {
    declarer.declare(new Fields(PARTITION, ENTRY, OLDEST_APPEND_TIME));
    declarer.declareStream(IDLE_STREAM, new Fields());
  }

  @Override
  public void cleanup() {
    journals.close();
    reports.close();
  }
}
