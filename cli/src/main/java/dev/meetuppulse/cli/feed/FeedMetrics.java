package dev.meetuppulse.cli.feed;

import dev.meetuppulse.core.metrics.Metric;
import dev.meetuppulse.feed.Source;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;

/** The metrics of a feed, read on request. */
public final class FeedMetrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();

  /**
   * @param records that Kafka has acknowledged; for any thread
   * @param source whose reconnects and freshness are reported
   */
  public FeedMetrics(LongSupplier records, Source source) {
    register(Metric.FEED_RECORDS, records);
    register(Metric.FEED_RECONNECTS, source::reconnects);
    GaugeWithCallback.builder()
        .name(Metric.FEED_SEEN.id())
        .help(Metric.FEED_SEEN.help())
        .labelNames(Metric.FEED_SEEN.labels().toArray(String[]::new))
        .callback(
            callback -> source.secondsToSee().forEach((at, value) -> callback.call(value, at)))
        .register(registry);
  }

  private void register(Metric metric, LongSupplier value) {
    CounterWithCallback.builder()
        .name(metric.id())
        .help(metric.help())
        .callback(callback -> callback.call(value.getAsLong()))
        .register(registry);
  }

  PrometheusRegistry registry() {
    return registry;
  }
}
