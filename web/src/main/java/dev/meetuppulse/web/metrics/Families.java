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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Data points that are collected for one scrape, by metric. */
final class Families {
  private static final String COUNTER_SUFFIX = "_total";
  private static final double MILLIS = 1e3;

  private final Map<Metric, List<LabelledValue>> points = new EnumMap<>(Metric.class);
  private final Map<Metric, HistogramSnapshot.Builder> histograms = new EnumMap<>(Metric.class);

  private record LabelledValue(double value, Map<Double, Double> quantiles, Labels labels) {}

  /**
   * Adds a counter or gauge.
   *
   * @param labels values, in the order of the metric's labels
   */
  void add(Metric metric, double value, String... labels) {
    add(metric, new LabelledValue(value, Map.of(), labels(metric, labels)));
  }

  /**
   * Adds a summary.
   *
   * @param count values seen
   * @param labels values, in the order of the metric's labels
   */
  void addSummary(Metric metric, double count, Map<Double, Double> quantiles, String... labels) {
    add(metric, new LabelledValue(count, quantiles, labels(metric, labels)));
  }

  /**
   * Adds a histogram of a worker.
   *
   * @param samples by the names that {@link WorkerHistogram} gives
   * @param labels values, in the order of the metric's labels
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
        .computeIfAbsent(
            metric, any -> HistogramSnapshot.builder().name(metric.id()).help(metric.help()))
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

  private void add(Metric metric, LabelledValue point) {
    points.computeIfAbsent(metric, any -> new ArrayList<>()).add(point);
  }

  private static Labels labels(Metric metric, String... values) {
    return Labels.of(metric.labels().toArray(String[]::new), values);
  }

  MetricSnapshots snapshots() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    points.forEach((metric, list) -> all.metricSnapshot(family(metric, list)));
    histograms.values().forEach(family -> all.metricSnapshot(family.build()));
    return all.build();
  }

  private static MetricSnapshot family(Metric metric, List<LabelledValue> points) {
    return switch (metric.type()) {
      case COUNTER -> counter(metric, points);
      case SUMMARY -> summary(metric, points);
      default -> gauge(metric, points);
    };
  }

  private static MetricSnapshot counter(Metric metric, List<LabelledValue> points) {
    String id = metric.id();
    CounterSnapshot.Builder family =
        CounterSnapshot.builder()
            .name(id.substring(0, id.length() - COUNTER_SUFFIX.length()))
            .help(metric.help());
    for (LabelledValue point : points) {
      family.dataPoint(
          CounterDataPointSnapshot.builder().value(point.value).labels(point.labels).build());
    }
    return family.build();
  }

  private static MetricSnapshot gauge(Metric metric, List<LabelledValue> points) {
    GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(metric.id()).help(metric.help());
    for (LabelledValue point : points) {
      family.dataPoint(
          GaugeDataPointSnapshot.builder().value(point.value).labels(point.labels).build());
    }
    return family.build();
  }

  private static MetricSnapshot summary(Metric metric, List<LabelledValue> points) {
    SummarySnapshot.Builder family =
        SummarySnapshot.builder().name(metric.id()).help(metric.help());
    for (LabelledValue point : points) {
      Quantiles.Builder quantiles = Quantiles.builder();
      point.quantiles.forEach(
          (quantile, value) -> quantiles.quantile(new Quantile(quantile, value)));
      family.dataPoint(
          SummaryDataPointSnapshot.builder()
              .count((long) point.value)
              .quantiles(quantiles.build())
              .labels(point.labels)
              .build());
    }
    return family.build();
  }
}
