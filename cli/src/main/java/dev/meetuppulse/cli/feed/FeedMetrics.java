package dev.meetuppulse.cli.feed;

import dev.meetuppulse.core.metrics.Metric;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;

/** The metrics of a feed, read when somebody asks. */
public final class FeedMetrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();

  /**
   * @param records that Kafka has acknowledged; for any thread
   * @param reconnects of the source; for any thread
   */
  public FeedMetrics(LongSupplier records, LongSupplier reconnects) {
    register(Metric.FEED_RECORDS, records);
    register(Metric.FEED_RECONNECTS, reconnects);
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
