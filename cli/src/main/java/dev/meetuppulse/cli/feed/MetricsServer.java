package dev.meetuppulse.cli.feed;

import dev.meetuppulse.core.settings.ServerAddress;
import dev.meetuppulse.core.source.Trouble;
import dev.meetuppulse.feed.FeedException;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;

/** Serves the metrics of a feed at {@code /metrics}. */
public final class MetricsServer implements AutoCloseable {
  private final HTTPServer server;
  private final String host;

  private MetricsServer(HTTPServer server, String host) {
    this.server = server;
    this.host = host;
  }

  /**
   * Starts listening.
   *
   * @param port 0 for any
   * @throws FeedException if the address can't be listened on
   */
  public static MetricsServer start(FeedMetrics metrics, String host, int port) {
    try {
      return new MetricsServer(
          HTTPServer.builder()
              .hostname(host)
              .port(port)
              .registry(metrics.registry())
              .buildAndStart(),
          host);
    } catch (IOException | IllegalArgumentException e) {
      throw new FeedException(
          "can't listen on %s for metrics (%s); choose another --metrics-port, or 0 for any free one"
              .formatted(new ServerAddress(host, port), Trouble.firstLine(e)),
          e);
    }
  }

  /** The URL of the metrics. */
  public String address() {
    return new ServerAddress(host, server.getPort()).url() + "/metrics";
  }

  @Override
  public void close() {
    server.close();
  }
}
