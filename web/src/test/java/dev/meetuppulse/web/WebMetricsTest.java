package dev.meetuppulse.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.metrics.Metric;
import dev.meetuppulse.core.metrics.Metric.Origin;
import dev.meetuppulse.core.metrics.WorkerHistogram;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.WorkerMetrics;
import dev.meetuppulse.redis.WorkerMetrics.Report;
import dev.meetuppulse.redis.WorkerMetrics.Sample;
import dev.meetuppulse.redis.testing.RedisFixture;
import dev.meetuppulse.web.metrics.WebMetrics;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WebMetricsTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final Clock WALL = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
  private static final String STATUS =
      "{\"publishedAt\":"
          + (NOW - 2_500)
          + ",\"rebuilding\":false,\"records\":{\"new\":7,\"duplicate\":2,\"stale\":1,\"changed\":3,"
          + "\"filtered\":4,\"invalid\":5,\"late\":6,\"forgotten\":8},"
          + "\"invalidReasons\":{\"malformed_json\":5},\"lost\":11,"
          + "\"partitions\":[{\"partition\":0,\"next\":10,\"end\":12,\"lost\":11},"
          + "{\"partition\":1,\"next\":9,\"end\":9,\"lost\":0},"
          + "{\"partition\":2,\"next\":9,\"end\":9}]}";

  private static RedisFixture redis;
  private static Settings settings;

  @BeforeAll
  static void start() {
    redis = RedisFixture.create();
    settings = redis.settings();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  private static String scrape(Supplier<String> status) {
    try (WebMetrics metrics = new WebMetrics(status, new WorkerMetrics(settings), WALL)) {
      metrics.answered("/api/v1/status", 200, 0.002);
      return new String(metrics.scrape(), UTF_8);
    }
  }

  private static void report(String worker, long at) {
    try (WorkerMetrics workers = new WorkerMetrics(settings)) {
      Map<String, Sample> samples =
          Map.of(
              Metric.REWINDS.id(), new Sample(3, Map.of()),
              Metric.SAVE_TIME.id(), new Sample(40, Map.of(0.5, 0.001, 0.99, 0.02)));
      workers.write(new Report(worker, at, samples));
    }
  }

  @Test
  void whatTheCountPublished_isExposed() {
    assertThat(scrape(() -> STATUS).lines())
        .contains(
            "pulse_records_total{outcome=\"new\"} 7.0",
            "pulse_records_total{outcome=\"invalid\"} 5.0",
            "pulse_invalid_records_total{reason=\"malformed_json\"} 5.0",
            "pulse_late_records_total 6.0",
            "pulse_forgotten_rsvps_total 8.0",
            "pulse_lag_records{partition=\"0\"} 2.0",
            "pulse_lag_records{partition=\"1\"} 0.0",
            "pulse_partitions_halted{reason=\"no_leader\"} 0.0",
            "pulse_lost_records_total{partition=\"0\"} 11.0",
            "pulse_lost_records_total{partition=\"1\"} 0.0",
            "pulse_rebuilding 0.0",
            "pulse_boards_age_seconds 2.5",
            "pulse_redis_up 1.0",
            "pulse_api_requests_total{route=\"/api/v1/status\",status=\"200\"} 1.0",
            "pulse_api_request_seconds_count{route=\"/api/v1/status\"} 1");
  }

  @Test
  void haltedPartitions_areCountedByReason() {
    String partitions =
        "\"partitions\":[{\"partition\":0,\"reason\":\"%s\"},{\"partition\":1,\"reason\":\"%s\"},"
            + "{\"partition\":2,\"reason\":null}]}";
    assertThat(halted("{\"reason\":null," + partitions.formatted("no_leader", "no_leader")))
        .containsExactly("pulse_partitions_halted{reason=\"no_leader\"} 2.0");
    assertThat(halted("{\"reason\":\"kafka_away\"," + partitions.formatted("paused", "paused")))
        .containsExactly(
            "pulse_partitions_halted{reason=\"kafka_away\"} 1.0",
            "pulse_partitions_halted{reason=\"paused\"} 2.0");
    assertThat(halted("{\"reason\":\"no_topic\",\"partitions\":[]}"))
        .containsExactly("pulse_partitions_halted{reason=\"no_topic\"} 1.0");
    assertThat(halted("{\"reason\":null,\"kafkaDown\":true,\"partitions\":[]}"))
        .containsExactly("pulse_partitions_halted{reason=\"kafka_away\"} 1.0");
    assertThat(halted("{\"reason\":\"of_a_later_version\",\"partitions\":[]}"))
        .containsExactly("pulse_partitions_halted{reason=\"stalled\"} 1.0");
    assertThat(halted(STATUS)).isEmpty();
  }

  @Test
  void partitionWithoutAReport_hasNoLossOfZero() {
    assertThat(scrape(() -> STATUS)).doesNotContain("pulse_lost_records_total{partition=\"2\"}");
  }

  @Test
  void recordingThatIsCountedToItsEnd_isNotHeldUp() {
    String away =
        "{\"reason\":\"away\",\"clockKind\":\"%s\",\"lag\":%d,"
            + "\"partitions\":[{\"partition\":0,\"reason\":\"away\"}]}";
    assertThat(halted(away.formatted("event", 0))).isEmpty();
    for (String held : List.of(away.formatted("event", 1), away.formatted("wall", 0))) {
      assertThat(halted(held)).containsExactly("pulse_partitions_halted{reason=\"away\"} 1.0");
    }
  }

  private static List<String> halted(String status) {
    return scrape(() -> status)
        .lines()
        .filter(line -> line.startsWith("pulse_partitions_halted{") && !line.endsWith(" 0.0"))
        .sorted()
        .toList();
  }

  @Test
  void countThatHasSavedNothing_hasNeitherAgeNorCounts() {
    String text =
        scrape(
            () ->
                "{\"publishedAt\":0,\"records\":{\"new\":0},\"partitions\":"
                    + "[{\"partition\":0,\"next\":0,\"end\":9,\"reason\":\"store\"}]}");
    assertThat(text)
        .contains("pulse_lag_records{partition=\"0\"} 9.0")
        .contains("pulse_partitions_halted{reason=\"store\"} 1.0")
        .doesNotContain("pulse_boards_age_seconds")
        .doesNotContain("pulse_records_total")
        .doesNotContain("pulse_late_records_total");
  }

  @Test
  void workers_areExposed_whileTheyReport() {
    report("here:6700", NOW - 10_000);
    report("gone:6700", NOW - 61_000);
    String text = scrape(() -> STATUS);
    assertThat(text.lines())
        .contains(
            "pulse_rewinds_total{worker=\"here:6700\"} 3.0",
            "pulse_save_seconds{worker=\"here:6700\",quantile=\"0.99\"} 0.02",
            "pulse_save_seconds_count{worker=\"here:6700\"} 40");
    assertThat(text).doesNotContain("gone:6700");
  }

  @Test
  void timesOfWorkers_areBucketsThatCanBeAddedUp() {
    Map<String, Sample> samples =
        Map.of(
            WorkerHistogram.bucketId(Metric.SHOWN_AFTER, WorkerHistogram.bucket(150)),
            new Sample(4, Map.of()),
            WorkerHistogram.bucketId(Metric.SHOWN_AFTER, WorkerHistogram.bucket(999_999)),
            new Sample(1, Map.of()),
            WorkerHistogram.sumId(Metric.SHOWN_AFTER),
            new Sample(1_000_599, Map.of()));
    try (WorkerMetrics workers = new WorkerMetrics(settings)) {
      workers.write(new Report("timed:6700", NOW, samples));
    }
    assertThat(scrape(() -> STATUS).lines())
        .contains(
            "pulse_append_to_boards_seconds_bucket{worker=\"timed:6700\",le=\"0.1\"} 0",
            "pulse_append_to_boards_seconds_bucket{worker=\"timed:6700\",le=\"0.15\"} 4",
            "pulse_append_to_boards_seconds_bucket{worker=\"timed:6700\",le=\"120.0\"} 4",
            "pulse_append_to_boards_seconds_bucket{worker=\"timed:6700\",le=\"+Inf\"} 5",
            "pulse_append_to_boards_seconds_sum{worker=\"timed:6700\"} 1000.599");
  }

  @Test
  void redisThatIsAway_isAMetric_andNotAFailure() {
    assertThat(
            scrape(
                () -> {
                  throw new StoreException("away", null);
                }))
        .contains("pulse_redis_up 0.0")
        .contains("pulse_api_requests_total")
        .doesNotContain("pulse_records_total");
  }

  /** Metrics of workers are checked on a running demo, in the tests of cli. */
  @Test
  void everyLineNamesAMetricOfTheTable() {
    report("here:6700", NOW);
    String text = scrape(() -> STATUS);
    assertThat(text.lines().filter(line -> line.startsWith("# HELP ")))
        .allSatisfy(
            line ->
                assertThat(Arrays.stream(Metric.values()).map(Metric::id))
                    .contains(line.split(" ")[2]));
    assertThat(
            Arrays.stream(Metric.values())
                .filter(metric -> metric.source() == Origin.COUNT || metric.source() == Origin.WEB)
                .map(Metric::id))
        .allSatisfy(id -> assertThat(text).contains("# HELP " + id + " "));
  }

  @Test
  void requests_areCountedByTheRouteTheyMatched() {
    try (PulseServer server =
        new PulseServer(settings.with(Map.of(Setting.WEB_PORT, "0"))).start()) {
      Client client = new Client(server.port());
      List.of("/api/v1/status", "/made/up/1", "/made/up/2").forEach(client::get);
      HttpResponse<byte[]> metrics = client.get("/metrics");
      assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/plain");
      String text = new String(metrics.body(), UTF_8);
      assertThat(text.lines())
          .contains("pulse_api_requests_total{route=\"/api/v1/status\",status=\"200\"} 1.0")
          .contains("pulse_api_requests_total{route=\"none\",status=\"404\"} 2.0");
      assertThat(text).doesNotContain("made/up");
    }
  }
}
