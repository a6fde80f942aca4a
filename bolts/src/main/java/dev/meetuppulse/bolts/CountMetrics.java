package dev.meetuppulse.bolts;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Timer;
import dev.meetuppulse.core.count.PartitionCounter.PartitionSize;
import dev.meetuppulse.core.metrics.Metric;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.apache.storm.task.TopologyContext;

/** The cost of saving, and the memory that this task's partitions use. */
final class CountMetrics {
  private final Map<Integer, PartitionSize> sizes = new ConcurrentHashMap<>();
  private final Timer saveTime;
  private final Histogram saveBytes;
  private final Counter errors;

  CountMetrics(TopologyContext context) {
    saveTime = context.registerTimer(Metric.SAVE_TIME.id());
    saveBytes = context.registerHistogram(Metric.SAVE_BYTES.id());
    errors = context.registerCounter(Metric.REDIS_ERRORS.id());
    context.registerGauge(Metric.JOURNAL_BYTES.id(), () -> sum(PartitionSize::journalBytes));
    context.registerGauge(Metric.REMEMBERED.id(), () -> sum(PartitionSize::rsvps));
    context.registerGauge(Metric.KEYS.id(), () -> sum(PartitionSize::keys));
    context.registerGauge(Metric.CELLS.id(), () -> sum(PartitionSize::cells));
  }

  private long sum(ToLongFunction<PartitionSize> part) {
    return sizes.values().stream().mapToLong(part).sum();
  }

  /** Closed when the save is done. */
  Timer.Context saving() {
    return saveTime.time();
  }

  void saved(int partition, int bytes, PartitionSize now) {
    saveBytes.update(bytes);
    sizes.put(partition, now);
  }

  void failed() {
    errors.inc();
  }

  /** Another task counts the partition now. */
  void lost(int partition) {
    sizes.remove(partition);
  }
}
