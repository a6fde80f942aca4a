package dev.meetuppulse.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.kafka.TopicTrouble;
import dev.meetuppulse.redis.RedisOwners;
import dev.meetuppulse.redis.testing.RedisFixture;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.StormTopology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PulseMainTest {
  private String submittedName;
  private Config submittedConfig;
  private StormTopology submittedTopology;
  private String said;
  private List<TopicTrouble> troubles = List.of();

  private int run(
      Map<String, String> environment, PulseTopology.TopologySubmitter submitter, String... args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    try {
      return PulseMain.run(environment, submitter, settings -> troubles, args);
    } finally {
      System.setOut(out);
      System.setErr(err);
      said = bytes.toString(StandardCharsets.UTF_8);
    }
  }

  /** Submits where neither Redis nor Kafka is, also if they run elsewhere on this machine. */
  private int submit(Map<String, String> environment, String... args) {
    Map<String, String> elsewhere = new HashMap<>(environment);
    elsewhere.putIfAbsent("PULSE_REDIS_URL", "redis://127.0.0.1:1");
    elsewhere.putIfAbsent("PULSE_KAFKA_BOOTSTRAP", "127.0.0.1:1");
    return run(
        elsewhere,
        (name, config, topology) -> {
          submittedName = name;
          submittedConfig = config;
          submittedTopology = topology;
        },
        args);
  }

  private void assertPrintedOneLine(String... words) {
    assertThat(said.lines()).hasSize(1);
    assertThat(said).contains(words);
  }

  @Test
  void submits_withSettingsFromFileEnvironmentAndFlags(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("pulse.yaml");
    Files.writeString(file, "topology:\n  name: from-file\n  workers: 2\nkafka:\n  group: g\n");
    int code =
        submit(
            Map.of("PULSE_TOPOLOGY_WORKERS", "3"),
            "--settings",
            file.toString(),
            "--set",
            "topology.name=from-flag");
    assertThat(code).isZero();
    assertThat(submittedName).isEqualTo("from-flag");
    assertThat(submittedConfig).containsEntry(Config.TOPOLOGY_WORKERS, 3);
    assertPrintedOneLine("submitted from-flag");
  }

  @Test
  void topicThatDoesNotFit_isReported_andRefusedWhereNothingCouldBeCounted() {
    troubles = List.of(new TopicTrouble("topic rsvps keeps records for 1 h", "keep more", false));
    assertThat(submit(Map.of())).isZero();
    assertThat(said.lines())
        .containsExactlyInAnyOrder(
            "topic rsvps keeps records for 1 h; keep more", "submitted meetup-pulse");
    submittedName = null;
    troubles = List.of(new TopicTrouble("topic rsvps has 1 partition", "set it", true));
    assertThat(submit(Map.of())).isEqualTo(1);
    assertThat(submittedName).isNull();
    assertPrintedOneLine("can't submit meetup-pulse: topic rsvps has 1 partition; set it");
  }

  @Test
  void components_haveTheNamesThatStormUiShows() {
    assertThat(submit(Map.of())).isZero();
    assertThat(submittedTopology.get_spouts().keySet()).containsExactly("rsvps");
    assertThat(submittedTopology.get_bolts().keySet())
        .containsExactlyInAnyOrder("parse", "filter", "count", "rank", "store", "announce");
  }

  @Test
  void secrets_areNotInWhatIsSubmitted(@TempDir Path directory) throws Exception {
    Path client = directory.resolve("client.properties");
    Files.writeString(client, "sasl.jaas.config=top-secret\n");
    Path password = directory.resolve("password");
    Files.writeString(password, "top-secret");
    assertThat(
            submit(
                Map.of(),
                "--set",
                "kafka.client-file=" + client,
                "--set",
                "redis.password-file=" + password))
        .isZero();
    StringBuilder all = new StringBuilder(submittedConfig.toString());
    submittedTopology
        .get_spouts()
        .forEach((id, spout) -> all.append(text(spout.get_spout_object(), spout.get_common())));
    submittedTopology
        .get_bolts()
        .forEach((id, bolt) -> all.append(text(bolt.get_bolt_object(), bolt.get_common())));
    assertThat(all.toString()).contains(client.toString()).doesNotContain("top-secret");
  }

  private static String text(ComponentObject object, ComponentCommon common) {
    return new String(object.get_serialized_java(), StandardCharsets.ISO_8859_1)
        + common.get_json_conf();
  }

  @Test
  void badUse_isExplainedInOneLine() {
    assertThat(submit(Map.of(), "--set", "no.such=1")).isEqualTo(2);
    assertPrintedOneLine("unknown setting 'no.such'");
    assertThat(submit(Map.of(), "--set", "topology.batch=0")).isEqualTo(2);
    assertPrintedOneLine("topology.batch is '0'", "allowed");
    assertThat(submit(Map.of(), "--set", "topology.in-flight=1")).isEqualTo(2);
    assertPrintedOneLine("topology.in-flight is '1'");
    assertThat(submit(Map.of(), "--settings", "/no/such/file")).isEqualTo(2);
    assertPrintedOneLine("there is no settings file /no/such/file");
    assertThat(submit(Map.of(), "--nonsense")).isEqualTo(2);
    assertPrintedOneLine("--nonsense");
    assertThat(submittedName).isNull();
  }

  @Test
  void clusterThatRefuses_isExplainedInOneLine() {
    assertThat(run(Map.of(), refusing(new AlreadyAliveException("x")))).isEqualTo(1);
    assertPrintedOneLine("meetup-pulse runs already");
    // The words of Storm's own check, which comes before Nimbus is asked.
    String taken =
        "Topology name meetup-pulse is either not allowed or it already exists on the cluster";
    assertThat(run(Map.of(), refusing(new RuntimeException(taken)))).isEqualTo(1);
    assertPrintedOneLine(
        "meetup-pulse runs already", "storm kill", "wait until 'storm list' no longer shows it");
    Exception away = new IllegalStateException("no leader\nat all");
    assertThat(run(Map.of(), refusing(away))).isEqualTo(1);
    assertPrintedOneLine("can't submit meetup-pulse: no leader;");
  }

  private static PulseTopology.TopologySubmitter refusing(Exception e) {
    return (name, config, topology) -> {
      throw e;
    };
  }

  @Test
  void redisOfAnotherDeployment_isNotSharedByMistake() {
    try (RedisFixture redis = RedisFixture.create()) {
      Settings first = redis.settings().with(Map.of(Setting.KAFKA_TOPIC, "first"));
      try (RedisOwners owners = new RedisOwners(first)) {
        owners.claim("cluster");
      }
      Map<String, String> environment =
          Map.of(
              "PULSE_REDIS_URL",
              first.text(Setting.REDIS_URL),
              "PULSE_REDIS_PREFIX",
              first.text(Setting.REDIS_PREFIX));

      assertThat(submit(environment)).isEqualTo(1);
      assertPrintedOneLine("can't submit", "topic first", "set another redis.prefix");
      assertThat(submittedName).isNull();
      assertThat(submit(environment, "--set", "kafka.topic=first")).isZero();
      assertThat(submit(environment, "--set", "redis.prefix=other")).isZero();
    }
  }

  @Test
  void redisThatRefuses_isReportedWithItsMessage() {
    try (RedisFixture redis = RedisFixture.create()) {
      String url = redis.settings().text(Setting.REDIS_URL) + "/99";

      assertThat(submit(Map.of("PULSE_REDIS_URL", url))).isEqualTo(1);
      assertPrintedOneLine("ERR DB index is out of range", "redis.url");
      assertThat(submittedName).isNull();
    }
  }

  @Test
  void help_printsTheUsage() {
    assertThat(submit(Map.of(), "--help")).isZero();
    assertThat(said).contains("storm jar meetup-pulse.jar", "--settings", "--set");
  }
}
