package dev.meetuppulse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.cli.feed.FeedMetrics;
import dev.meetuppulse.cli.feed.MetricsServer;
import dev.meetuppulse.core.metrics.Metric;
import dev.meetuppulse.feed.FeedException;
import dev.meetuppulse.feed.LineSink;
import dev.meetuppulse.feed.Source;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FeedMetricsTest {
  private static final String LOOPBACK = "127.0.0.1";

  private static final class SilentSource implements Source {
    @Override
    public void run(LineSink sink) {}

    @Override
    public long reconnects() {
      return 3;
    }

    @Override
    public Map<String, Double> secondsToSee() {
      return Map.of("moving", 31.5);
    }

    @Override
    public void close() {}
  }

  private static String scrape(MetricsServer server) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.address())).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void everyMetricOfAFeed_isServed_asItIsNow_andNoOther() throws Exception {
    AtomicLong records = new AtomicLong(7);
    FeedMetrics metrics = new FeedMetrics(records::get, new SilentSource());
    try (MetricsServer server = MetricsServer.start(metrics, LOOPBACK, 0)) {
      assertThat(scrape(server).lines())
          .contains(
              "pulse_feed_records_total 7.0",
              "pulse_feed_reconnects_total 3.0",
              "pulse_feed_seen_seconds{events=\"moving\"} 31.5");
      records.set(9);
      String text = scrape(server);
      assertThat(text.lines()).contains("pulse_feed_records_total 9.0");
      assertThat(text.lines().filter(line -> line.startsWith("# HELP ")))
          .map(line -> line.split(" ")[2])
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(Metric.values())
                  .filter(metric -> metric.source() == Metric.Origin.FEED)
                  .map(Metric::id)
                  .toList());
    }
  }

  @Test
  void portThatIsTaken_isNamed_withARemedy() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      assertThatThrownBy(
              () ->
                  MetricsServer.start(
                      new FeedMetrics(() -> 0, new SilentSource()), LOOPBACK, taken.getLocalPort()))
          .isInstanceOf(FeedException.class)
          .hasMessageContainingAll(
              LOOPBACK + ":" + taken.getLocalPort(), "; choose another --metrics-port");
    }
  }
}
