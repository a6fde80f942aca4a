package dev.meetuppulse.cli.monitoring;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.redis.testing.Leash;
import dev.meetuppulse.redis.testing.RedisFixture;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A real Prometheus (Debian: prometheus) that scrapes each second. It ends with this process. */
final class Prometheus implements AutoCloseable {
  /** The alert rules of the archive. */
  static final Path RULES = Path.of("..", "dist", "src", "monitoring", "alerts.yml");

  private static final int UNAVAILABLE = 503;
  private static final Path SERVER = Path.of("/usr/bin/prometheus");
  private static final Path TOOL = Path.of("/usr/bin/promtool");

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  /**
   * Starts it.
   *
   * @param folder for its files
   * @param rules text of the alert rules
   * @param targets host and port of what has {@code /metrics}
   */
  Prometheus(Path folder, String rules, List<String> targets) throws IOException {
    port = RedisFixture.freePort();
    Files.writeString(folder.resolve("rules.yml"), rules);
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
        rule_files: [rules.yml]
        scrape_configs:
          - job_name: pulse
            static_configs: [{targets: [%s]}]
        """
            .formatted(
                targets.stream()
                    .map(target -> "'" + target + "'")
                    .collect(Collectors.joining(","))));
    process =
        Leash.around(
                List.of(
                    SERVER.toString(),
                    "--config.file=" + config,
                    "--storage.tsdb.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port,
                    "--log.level=warn"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
  }

  /** Skips the test where there is none. */
  static void require() {
    assumeTrue(
        Files.isExecutable(SERVER) && Files.isExecutable(TOOL),
        "there is no " + SERVER + "; apt-get install prometheus");
  }

  /** Promtool's report on alert rules; ends with an exception if it finds a fault. */
  static String check(Path rules) throws IOException, InterruptedException {
    return promtool("check", rules);
  }

  /** Promtool's report on a file of unit tests of alert rules; ends with an exception likewise. */
  static String test(Path tests) throws IOException, InterruptedException {
    return promtool("test", tests);
  }

  private static String promtool(String command, Path file)
      throws IOException, InterruptedException {
    Process tool =
        new ProcessBuilder(TOOL.toString(), command, "rules", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (tool.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    return said;
  }

  Set<String> firing() throws IOException, InterruptedException {
    Set<String> names = new TreeSet<>();
    for (JsonNode alert : get("alerts").at("/data/alerts")) {
      if (alert.path("state").asText().equals("firing")) {
        names.add(alert.at("/labels/alertname").asText());
      }
    }
    return names;
  }

  /** The value of an expression that has one; 0 if it has none. */
  double value(String expression) throws IOException, InterruptedException {
    return get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .at("/data/result/0/value/1")
        .asDouble();
  }

  /** The answer; empty while the server starts: it listens before it is ready. */
  private JsonNode get(String path) throws IOException, InterruptedException {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == UNAVAILABLE
          ? json.createObjectNode()
          : json.readTree(response.body());
    } catch (ConnectException e) {
      if (!process.isAlive()) {
        throw new IllegalStateException("Prometheus has ended", e);
      }
      return json.createObjectNode();
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }
}
