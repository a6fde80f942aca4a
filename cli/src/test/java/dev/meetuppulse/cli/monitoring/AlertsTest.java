package dev.meetuppulse.cli.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpServer;
import dev.meetuppulse.cli.feed.FeedMetrics;
import dev.meetuppulse.cli.feed.MetricsServer;
import dev.meetuppulse.cli.monitoring.MovingCount.CountFault;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.HttpOptions;
import dev.meetuppulse.feed.HttpSource;
import dev.meetuppulse.redis.testing.RedisFixture;
import dev.meetuppulse.web.PulseServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes page and feed; each alert fires when its fault is there. */
class AlertsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @BeforeAll
  static void requirePrometheus() {
    Prometheus.require();
  }

  /** The rules with seconds in place of minutes. */
  private static String quickRules() throws Exception {
    return Files.readString(Prometheus.RULES)
        .replaceAll("for: \\d+[smh]", "for: 1s")
        .replaceAll("\\[\\d+m:\\d+s]", "[10s:1s]")
        .replaceAll("\\[\\d+[mh]]", "[10s]")
        .replaceAll("offset \\d+[mh]", "offset 10s");
  }

  private static Set<String> names() throws Exception {
    Set<String> names = new TreeSet<>();
    for (JsonNode rule :
        new YAMLMapper().readTree(Prometheus.RULES.toFile()).at("/groups/0/rules")) {
      names.add(rule.path("alert").asText());
    }
    return names;
  }

  private static String target(String url) {
    return URI.create(url).getAuthority();
  }

  private static void awaitAll(Prometheus prometheus, Set<String> fired, String... alerts) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              fired.addAll(prometheus.firing());
              assertThat(fired).contains(alerts);
            });
  }

  @Test
  void rules_areWellFormed() throws Exception {
    assertThat(Prometheus.check(Prometheus.RULES))
        .contains("SUCCESS: " + names().size() + " rules found");
  }

  @Test
  void eachAlert_firesWithItsFault_andNoneWithout() throws Exception {
    try (RedisFixture redis = RedisFixture.create();
        BrokenStream stream = new BrokenStream();
        MetricsServer feed =
            MetricsServer.start(new FeedMetrics(() -> 0, stream.source()), "127.0.0.1", 0)) {
      String port = Integer.toString(RedisFixture.freePort());
      Settings settings = redis.settings().with(Map.of(Setting.WEB_PORT, port));
      try (MovingCount count = new MovingCount(settings);
          Prometheus prometheus =
              new Prometheus(
                  folder, quickRules(), List.of("127.0.0.1:" + port, target(feed.address())));
          PulseServer page = startOnceMissed(prometheus, settings)) {
        String seen = "count_over_time(pulse_boards_age_seconds{instance='%s'}[1h])";
        await()
            .atMost(PATIENCE)
            .until(() -> prometheus.value(seen.formatted(target(page.address()))) >= 5);
        // That the page was missed is over, but the rules are looked at once a second.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(prometheus.firing()).isEmpty());

        Set<String> fired = new TreeSet<>(Set.of("PulsePageDown"));
        stream.read();
        count.begin(
            CountFault.FALLS_BEHIND,
            CountFault.REWINDS,
            CountFault.INVALID,
            CountFault.HALTED,
            CountFault.PAUSED,
            CountFault.LOSES,
            CountFault.FORGETS,
            CountFault.LATE);
        awaitAll(
            prometheus,
            fired,
            "PulseLagGrows",
            "PulsePartitionRewinds",
            "PulseInvalidRecords",
            "PulsePartitionHalted",
            "PulsePaused",
            "PulseRecordsLost",
            "PulseForgetsEarly",
            "PulseBoardsLate",
            "PulseFeedReconnects");
        assertThat(fired).doesNotContain("PulseNothingComes", "PulseBoardsOld", "PulseRedisAway");
        count.begin(CountFault.SILENT, CountFault.DEAD);
        awaitAll(prometheus, fired, "PulseNothingComes", "PulseBoardsOld");
        count.begin(CountFault.GONE);
        awaitAll(prometheus, fired, "PulseNothingPublished");
        redis.stop();
        awaitAll(prometheus, fired, "PulseRedisAway");
        redis.start();
        assertThat(fired).isEqualTo(names());
      }
    }
  }

  private static PulseServer startOnceMissed(Prometheus prometheus, Settings settings) {
    awaitAll(prometheus, new TreeSet<>(), "PulsePageDown");
    return new PulseServer(settings).start();
  }

  /** A server whose stream ends each time, and a source that follows it. */
  private static final class BrokenStream implements AutoCloseable {
    private final HttpServer server;
    private final HttpSource source;

    BrokenStream() throws Exception {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
      source =
          new HttpSource(
              "http://127.0.0.1:" + server.getAddress().getPort() + "/",
              HttpOptions.defaults().withBackOff(Duration.ofMillis(200), Duration.ofMillis(200)),
              notice -> {});
    }

    HttpSource source() {
      return source;
    }

    void read() {
      Thread reader =
          new Thread(
              () -> {
                try {
                  source.run(line -> {});
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      reader.setDaemon(true);
      reader.start();
    }

    @Override
    public void close() {
      source.close();
      server.stop(0);
    }
  }
}
