package dev.meetuppulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.meetuppulse.core.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParseResult;

/** Alert rules and dashboard use metrics that exist, and no others. */
class MonitoringFilesTest {
  private static final Path FOLDER = Path.of("..", "dist", "src", "monitoring");
  private static final Path UNITS = Path.of("..", "dist", "src", "systemd");
  private static final Pattern NAME = Pattern.compile("\\bpulse_[a-z_]+");
  private static final Set<String> KNOWN =
      Arrays.stream(Metric.values()).map(Metric::id).collect(Collectors.toSet());

  private static List<String> names(List<JsonNode> expressions) {
    return expressions.stream()
        .flatMap(expression -> NAME.matcher(expression.asText()).results())
        .map(found -> found.group().replaceAll("_bucket$", ""))
        .distinct()
        .toList();
  }

  @Test
  void alertRules_useMetricsThatExist_andSayWhatToDo() throws Exception {
    JsonNode rules = new YAMLMapper().readTree(FOLDER.resolve("alerts.yml").toFile());
    List<JsonNode> expressions = new ArrayList<>();
    for (JsonNode rule : rules.at("/groups/0/rules")) {
      expressions.add(rule.path("expr"));
      assertThat(rule.at("/annotations/remedy").asText())
          .as(rule.path("alert").asText())
          .isNotBlank();
    }
    assertThat(names(expressions)).isNotEmpty().isSubsetOf(KNOWN);
  }

  @Test
  void systemdUnits_runCommandsThatExist_andTheFeedServesItsMetrics(@TempDir Path folder)
      throws Exception {
    try (TestContext context = TestContext.open(folder)) {
      for (String unit : List.of("feed", "web")) {
        String[] command = command(unit);
        ParseResult parsed = Pulse.commandLine(context.context()).parseArgs(command);
        assertThat(parsed.subcommand().commandSpec().name()).isEqualTo(unit);
      }
    }
    assertThat(command("feed")).containsSequence("--metrics-port", "7071");
    assertThat(MetricsCommand.markdown()).contains("7071");
  }

  private static String[] command(String unit) throws IOException {
    return Files.readAllLines(UNITS.resolve("meetup-pulse-" + unit + ".service")).stream()
        .filter(line -> line.startsWith("ExecStart="))
        .map(line -> line.replaceFirst("\\S+ ", "").split(" "))
        .findFirst()
        .orElseThrow();
  }

  /** A Prometheus may watch several deployments, and one of them hides no other. */
  @Test
  void alertRules_keepInstancesApart() throws Exception {
    JsonNode rules = new YAMLMapper().readTree(FOLDER.resolve("alerts.yml").toFile());
    for (JsonNode rule : rules.at("/groups/0/rules")) {
      assertThat(rule.path("expr").asText())
          .as(rule.path("alert").asText())
          .doesNotContainPattern("\\b(sum|count|min|max|avg)\\b(?! by \\(job, instance\\b)");
    }
  }

  @Test
  void dashboard_showsEveryMetric_andNoOther() throws Exception {
    JsonNode board = new ObjectMapper().readTree(FOLDER.resolve("grafana-dashboard.json").toFile());
    List<JsonNode> expressions = new ArrayList<>();
    for (JsonNode panel : board.path("panels")) {
      panel.path("targets").forEach(target -> expressions.add(target.path("expr")));
    }
    assertThat(names(expressions)).containsExactlyInAnyOrderElementsOf(KNOWN);
  }
}
