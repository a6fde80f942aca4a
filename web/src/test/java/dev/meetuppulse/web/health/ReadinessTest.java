package dev.meetuppulse.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.redis.BoardStamp;
import dev.meetuppulse.web.boards.StatusView;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadinessTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final Set<HaltReason> OF_TOPOLOGY =
      EnumSet.of(HaltReason.PAUSED, HaltReason.AWAY, HaltReason.STALLED);

  private static List<Finding> judge(String fields) throws Exception {
    return Readiness.of(
        new StatusView(status(NOW - 400, ",\"lag\":12," + fields), null), List.of(board(NOW)), NOW);
  }

  private static JsonNode status(long publishedAt, String fields) throws Exception {
    return new ObjectMapper().readTree("{\"publishedAt\":" + publishedAt + fields + "}");
  }

  private static String bad(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> !finding.isOk())
        .map(finding -> finding.name() + ": " + finding.found() + " -> " + finding.remedy())
        .reduce("", (some, one) -> some + one);
  }

  @Test
  void allIsWell() throws Exception {
    assertThat(judge("\"reason\":null"))
        .containsExactly(
            Finding.ok("redis", "answers, and takes writes"),
            Finding.ok("boards", "published 0.4 s ago"),
            Finding.ok("kafka", "12 records wait"),
            Finding.ok("topology", "counts"));
  }

  @ParameterizedTest
  @EnumSource(HaltReason.class)
  void everyReason_isThatOfOnePart(HaltReason reason) throws Exception {
    String part =
        OF_TOPOLOGY.contains(reason) ? "topology" : reason == HaltReason.STORE ? "redis" : "kafka";
    String fields = "\"reason\":\"" + reason.id() + "\",\"text\":\"" + reason.text() + "\"";
    List<Finding> findings = judge(fields);
    assertThat(findings)
        .filteredOn(finding -> finding.state() == Finding.State.BAD)
        .singleElement()
        .satisfies(finding -> assertThat(finding.name()).isEqualTo(part))
        .satisfies(finding -> assertThat(finding.remedy()).isNotBlank())
        .satisfies(
            finding ->
                assertThat(finding.found() + "; " + finding.remedy()).isEqualTo(reason.text()));
    assertThat(findings)
        .filteredOn(finding -> finding.state() == Finding.State.UNKNOWN)
        .extracting(Finding::name)
        .isEqualTo(reason == HaltReason.AWAY ? List.of("kafka") : List.of());
  }

  @Test
  void whatWaits_isUnknown_whileNoTopologyReportsIt() throws Exception {
    assertThat(Readiness.of(new StatusView(null, null), List.of(), NOW))
        .contains(Finding.unknown("kafka", "nothing is published yet"));
    assertThat(
            judge(
                "\"reason\":null,\"partitions\":["
                    + "{\"partition\":0,\"reason\":null},"
                    + "{\"partition\":1,\"reason\":\"away\",\"text\":\"no report; see Storm UI\"}]"))
        .contains(
            Finding.unknown("kafka", "not known without the topology's reports"),
            Finding.bad("topology", "partition 1: no report", "see Storm UI"));
  }

  @Test
  void kafkaThatIsAwayFromAPausedTopology_isNamedBesideThePause() throws Exception {
    assertThat(
            bad(
                judge(
                    "\"reason\":\"kafka_away\",\"text\":\"no answer; start it\",\"kafkaDown\":true,"
                        + "\"partitions\":["
                        + "{\"partition\":0,\"reason\":\"paused\",\"text\":\"paused; activate it\"}]")))
        .isEqualTo("kafka: no answer -> start ittopology: partition 0: paused -> activate it");
  }

  @Test
  void partitionsOfOneReason_areNamedTogether() throws Exception {
    assertThat(
            bad(
                judge(
                    "\"reason\":null,\"partitions\":["
                        + "{\"partition\":1,\"reason\":\"no_leader\",\"text\":\"no leader; start it\"},"
                        + "{\"partition\":2,\"reason\":null},"
                        + "{\"partition\":3,\"reason\":\"no_leader\",\"text\":\"no leader; start it\"}]")))
        .isEqualTo("kafka: partitions 1, 3: no leader -> start it");
  }

  @Test
  void boardsThatAreOld_areBad() throws Exception {
    StatusView old = new StatusView(status(NOW - 15_100, ""), null);
    assertThat(bad(Readiness.of(old, List.of(), NOW)))
        .startsWith("boards: published 15.1 s ago -> ");
    assertThat(bad(Readiness.of(new StatusView(null, null), List.of(), NOW)))
        .startsWith("boards: nothing is published yet -> ");
  }

  @Test
  void boardsOfAClockThatIsAhead_areBad_becauseTheirAgeIsUnknown() throws Exception {
    StatusView ahead = new StatusView(status(NOW + 5_100, ""), null);
    assertThat(bad(Readiness.of(ahead, List.of(), NOW)))
        .startsWith("boards: published 5.1 s ahead of this server's clock -> set the clocks");
  }

  @Test
  void boardsThatAreOlderThanTheStatus_areBad_andNamed() throws Exception {
    StatusView status = new StatusView(status(NOW, ""), null);
    assertThat(bad(Readiness.of(status, List.of(board(NOW - 15_000)), NOW))).isEmpty();
    assertThat(bad(Readiness.of(status, List.of(board(NOW), board(NOW - 15_100)), NOW)))
        .startsWith("boards: no longer published while others are: cities 5m -> ");
  }

  private static BoardStamp board(long publishedAt) {
    return new BoardStamp("cities", "5m", NOW, 1, publishedAt);
  }

  @Test
  void refusal_isOfRedis() throws Exception {
    StatusView refused = new StatusView(status(NOW, ""), "Redis refuses: OOM; raise maxmemory");
    assertThat(bad(Readiness.of(refused, List.of(), NOW)))
        .isEqualTo("redis: Redis refuses: OOM -> raise maxmemory");
  }
}
