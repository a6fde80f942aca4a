package dev.meetuppulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrendsCommandTest {
  @TempDir private Path folder;
  private final List<TestContext> contexts = new ArrayList<>();

  @AfterEach
  void closeHosts() {
    contexts.forEach(TestContext::close);
  }

  @Test
  void evaluate_printsFiguresOfEveryDetectorAsJson() throws Exception {
    TestContext context = context();
    assertThat(
            context.run(
                "trends", "evaluate", "--json", "--runs", "1", "--hours", "1", "--rate", "10"))
        .isZero();
    JsonNode detectors = new ObjectMapper().readTree(context.out()).get("detectors");
    assertThat(detectors).hasSize(5);
    JsonNode surprise = detectors.get(3);
    assertThat(surprise.get("detector").textValue()).isEqualTo("surprise");
    assertThat(surprise.get("bursts").intValue()).isEqualTo(2);
    assertThat(surprise.get("recall").doubleValue()).isEqualTo(1);
    assertThat(surprise.get("falseAlarmsPerHour").doubleValue()).isLessThanOrEqualTo(1);
  }

  @Test
  void evaluate_badValueIsWrongUsage() {
    TestContext context = context();
    assertThat(context.run("trends", "evaluate", "--hours", "0")).isEqualTo(2);
    assertThat(context.errLines()).hasSize(1).first().asString().contains("--hours 1 to 1000");
  }

  @Test
  void trends_withoutMoreIsWrongUsage() {
    TestContext context = context();
    assertThat(context.run("trends")).isEqualTo(2);
    assertThat(context.errLines()).first().asString().contains("evaluate");
  }

  private TestContext context(String... env) {
    TestContext context = TestContext.open(folder, env);
    contexts.add(context);
    return context;
  }
}
