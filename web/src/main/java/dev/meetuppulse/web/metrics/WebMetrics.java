package dev.meetuppulse.web.metrics;

import dev.meetuppulse.core.metrics.Metric;
import dev.meetuppulse.redis.WorkerMetrics;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.function.Supplier;

/** All metrics that the web server exposes. Thread safe. */
public final class WebMetrics implements AutoCloseable {
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final double[] SECONDS = {0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5};

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer =
      PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build();
  private final WorkerMetrics workers;
  private final Counter requests;
  private final Histogram times;

  /**
   * @param status the published status, JSON, or null; throws StoreException when Redis is down
   */
  public WebMetrics(Supplier<String> status, WorkerMetrics workers, Clock wall) {
    this.workers = workers;
    this.requests =
        Counter.builder()
            .name(Metric.API_REQUESTS.id())
            .help(Metric.API_REQUESTS.help())
            .labelNames(Metric.API_REQUESTS.labels().toArray(String[]::new))
            .register(registry);
    this.times =
        Histogram.builder()
            .name(Metric.API_TIME.id())
            .help(Metric.API_TIME.help())
            .labelNames(Metric.API_TIME.labels().toArray(String[]::new))
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    registry.register(new CountCollector(status, workers, wall));
  }

  /**
   * Notes that a request was answered.
   *
   * @param route the pattern it matched: paths that clients invent must not become labels
   * @param status HTTP status
   */
  public void answered(String route, int status, double seconds) {
    requests.labelValues(route, Integer.toString(status)).inc();
    times.labelValues(route).observe(seconds);
  }

  /** Everything, in Prometheus's text format. */
  public byte[] scrape() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("writing an array", e);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    workers.close();
  }
}
