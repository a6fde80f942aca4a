package dev.meetuppulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.meetuppulse.core.metrics.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Alert rules and dashboard use metrics that exist, and no others. */
class MonitoringFilesTest {
  private static final Path FOLDER = Path.of("..", "dist", "src", "monitoring");
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
  void dashboard_showsEveryMetric_andNoOther() throws Exception {
    JsonNode board = new ObjectMapper().readTree(FOLDER.resolve("grafana-dashboard.json").toFile());
    List<JsonNode> expressions = new ArrayList<>();
    for (JsonNode panel : board.path("panels")) {
      panel.path("targets").forEach(target -> expressions.add(target.path("expr")));
    }
    assertThat(names(expressions)).containsExactlyInAnyOrderElementsOf(KNOWN);
  }
}
