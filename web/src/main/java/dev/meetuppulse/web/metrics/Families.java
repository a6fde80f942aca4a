package dev.meetuppulse.web.metrics;

import dev.meetuppulse.core.metrics.Metric;
import dev.meetuppulse.core.metrics.WorkerHistogram;
import dev.meetuppulse.redis.WorkerMetrics;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/** Data points that are collected for one scrape, by metric; label values in the metric's order. */
final class Families {
  private static final double MILLIS = 1e3;

  private final Map<Metric, CounterSnapshot.Builder> counters = new EnumMap<>(Metric.class);
  private final Map<Metric, GaugeSnapshot.Builder> gauges = new EnumMap<>(Metric.class);
  private final Map<Metric, SummarySnapshot.Builder> summaries = new EnumMap<>(Metric.class);
  private final Map<Metric, HistogramSnapshot.Builder> histograms = new EnumMap<>(Metric.class);

  /** Adds a counter or gauge. */
  void add(Metric metric, double value, String... labels) {
    Labels named = labels(metric, labels);
    if (metric.type() == Metric.Type.COUNTER) {
      counters
          .computeIfAbsent(metric, any -> family(CounterSnapshot.builder(), metric))
          .dataPoint(CounterDataPointSnapshot.builder().value(value).labels(named).build());
    } else {
      gauges
          .computeIfAbsent(metric, any -> family(GaugeSnapshot.builder(), metric))
          .dataPoint(GaugeDataPointSnapshot.builder().value(value).labels(named).build());
    }
  }

  /**
   * Adds a summary.
   *
   * @param count values seen
   */
  void addSummary(Metric metric, double count, Map<Double, Double> quantiles, String... labels) {
    Quantiles.Builder values = Quantiles.builder();
    quantiles.forEach((quantile, value) -> values.quantile(new Quantile(quantile, value)));
    summaries
        .computeIfAbsent(metric, any -> family(SummarySnapshot.builder(), metric))
        .dataPoint(
            SummaryDataPointSnapshot.builder()
                .count((long) count)
                .quantiles(values.build())
                .labels(labels(metric, labels))
                .build());
  }

  /**
   * Adds a histogram of a worker.
   *
   * @param samples by the names that {@link WorkerHistogram} gives
   */
  void addHistogram(Metric metric, Map<String, WorkerMetrics.Sample> samples, String... labels) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int bucket = 0; bucket < WorkerHistogram.buckets(); bucket++) {
      boolean last = bucket == WorkerHistogram.BOUNDS.size();
      buckets.bucket(
          last ? Double.POSITIVE_INFINITY : WorkerHistogram.BOUNDS.get(bucket),
          value(samples, WorkerHistogram.bucketId(metric, bucket)));
    }
    histograms
        .computeIfAbsent(metric, any -> family(HistogramSnapshot.builder(), metric))
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(value(samples, WorkerHistogram.sumId(metric)) / MILLIS)
                .labels(labels(metric, labels))
                .build());
  }

  private static long value(Map<String, WorkerMetrics.Sample> samples, String id) {
    return samples.containsKey(id) ? (long) samples.get(id).value() : 0;
  }

  private static Labels labels(Metric metric, String... values) {
    return Labels.of(metric.labels().toArray(String[]::new), values);
  }

  /** An empty family, named without {@code _total}, which the writer adds to counters. */
  private static <B extends MetricSnapshot.Builder<B>> B family(B builder, Metric metric) {
    return builder.name(metric.id().replaceFirst("_total$", "")).help(metric.help());
  }

  MetricSnapshots snapshots() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    Stream.of(counters, gauges, summaries, histograms)
        .flatMap(families -> families.values().stream())
        .forEach(family -> all.metricSnapshot(family.build()));
    return all.build();
  }
}
