package dev.meetuppulse.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.cluster.embedded.Cleanup;
import dev.meetuppulse.cluster.embedded.RunDirectory;
import dev.meetuppulse.core.metrics.Metric;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.simulator.SimulatorOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @Test
  void firstBoardIsUpMovesOnAndNothingIsLeftBehind() throws Exception {
    Set<ProcessHandle> before = children();
    RunDirectory directory = RunDirectory.in(folder);
    Settings settings = Settings.of(Map.of(Setting.WEB_PORT, "0"));
    long start = System.currentTimeMillis() - Duration.ofMinutes(2).toMillis();
    try (Cleanup cleanup = new Cleanup(System.out::println)) {
      cleanup.open(() -> directory);
      Demo demo =
          Demo.start(
              cleanup, directory, settings, SimulatorOptions.of(5, start, 40), System.out::println);
      demo.awaitFirstBoard();

      JsonNode board = get(demo, "/api/v1/boards/cities/5m");
      assertThat(board.path("rows")).isNotEmpty();
      assertThat(board.at("/rows/0/key").asText()).contains(", ");

      long received = received(demo);
      await().atMost(PATIENCE).until(() -> received(demo) > received);
      assertThat(demo.progress().records()).isPositive();
      assertThat(page(demo)).contains("Meetup Pulse");
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(metrics(demo)).containsAll(metricsOfWorkers()));
    }
    assertThat(directory.path()).doesNotExist();
    assertThat(children()).isEqualTo(before);
  }

  private static List<String> metricsOfWorkers() {
    return Arrays.stream(Metric.values())
        .filter(metric -> metric.source() == Metric.Origin.WORKER)
        .map(Metric::id)
        .toList();
  }

  private static List<String> metrics(Demo demo) {
    return text(demo, "/metrics")
        .lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" ")[2])
        .toList();
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  private static long received(Demo demo) throws Exception {
    return get(demo, "/api/v1/status").at("/records/received").asLong();
  }

  private static JsonNode get(Demo demo, String path) throws Exception {
    return new ObjectMapper().readTree(text(demo, path));
  }

  private static String page(Demo demo) {
    return text(demo, "/");
  }

  /** The answer, once there is one: on a slow machine Redis may be late for the first. */
  private static String text(Demo demo, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(demo.address() + path)).timeout(PATIENCE).build();
    return await(path)
        .atMost(PATIENCE)
        .until(
            () -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()),
            response -> response.statusCode() == 200)
        .body();
  }
}
