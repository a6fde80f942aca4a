package dev.meetuppulse.topology.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricFilter;
import com.codahale.metrics.ScheduledReporter;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.metrics.Metric;
import dev.meetuppulse.redis.WorkerMetrics;
import dev.meetuppulse.redis.WorkerMetrics.Report;
import dev.meetuppulse.redis.WorkerMetrics.Sample;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.storm.metrics2.MetricRegistryProvider;
import org.apache.storm.metrics2.TaskMetricDimensions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds up the metrics of a worker's tasks and writes them to Redis. Of a summary that several tasks
 * have, each quantile is the largest of theirs.
 */
final class WorkerReporter extends ScheduledReporter {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerReporter.class);
  private static final MetricFilter OURS = (name, metric) -> Metric.ofWorker(name).isPresent();
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final MetricRegistryProvider provider;
  private final WorkerMetrics store;
  private final Map<String, Sample> samples = new TreeMap<>();
  private boolean failing;

  WorkerReporter(MetricRegistryProvider provider, WorkerMetrics store) {
    super(
        provider.getRegistry(),
        "pulse-redis",
        MetricFilter.ALL,
        TimeUnit.SECONDS,
        TimeUnit.SECONDS);
    this.provider = provider;
    this.store = store;
  }

  @Override
  public void report() {
    samples.clear();
    String worker = "";
    for (var task : provider.getTaskMetrics().entrySet()) {
      worker = worker(task.getKey());
      task.getValue().report(this, OURS);
    }
    if (samples.isEmpty()) {
      return;
    }
    try {
      store.write(new Report(worker, System.currentTimeMillis(), Map.copyOf(samples)));
      failing = false;
    } catch (StoreException e) {
      if (!failing) {
        LOG.warn("can't report this worker's metrics, retrying: {}", e.getMessage());
      }
      failing = true;
    }
  }

  private static String worker(TaskMetricDimensions task) {
    return task.getDimensions().get("hostname") + ":" + task.getDimensions().get("port");
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void report(
      SortedMap<String, Gauge> gauges,
      SortedMap<String, Counter> counters,
      SortedMap<String, Histogram> histograms,
      SortedMap<String, Meter> meters,
      SortedMap<String, Timer> timers) {
    gauges.forEach((id, gauge) -> add(id, ((Number) gauge.getValue()).doubleValue()));
    counters.forEach((id, counter) -> add(id, counter.getCount()));
    meters.forEach((id, meter) -> add(id, meter.getCount()));
    histograms.forEach((id, all) -> add(id, all.getCount(), all.getSnapshot(), 1));
    timers.forEach((id, all) -> add(id, all.getCount(), all.getSnapshot(), NANOS));
  }

  private void add(String id, double value) {
    add(id, new Sample(value, Map.of()));
  }

  private void add(String id, long count, Snapshot snapshot, double unit) {
    Map<Double, Double> quantiles = new TreeMap<>();
    for (double quantile : new double[] {0.5, 0.95, 0.99}) {
      quantiles.put(quantile, snapshot.getValue(quantile) / unit);
    }
    add(id, new Sample(count, quantiles));
  }

  private void add(String id, Sample sample) {
    samples.merge(
        id,
        sample,
        (some, other) -> {
          Map<Double, Double> quantiles = new TreeMap<>(some.quantiles());
          other
              .quantiles()
              .forEach((quantile, value) -> quantiles.merge(quantile, value, Math::max));
          return new Sample(some.value() + other.value(), quantiles);
        });
  }
}
