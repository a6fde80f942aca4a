package dev.meetuppulse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.kafka.TopicEnds;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CountingChecksTest {
  private static JsonNode status(String json) throws Exception {
    return new ObjectMapper().readTree(json);
  }

  @Test
  void partitionThatIsStuck_isNamed_withTheLagByKafkaItself() throws Exception {
    List<Check> checks =
        CountingChecks.of(
            status(
                """
                {"reason": null, "partitions": [
                  {"partition": 0, "next": 5, "end": 5, "reason": null},
                  {"partition": 1, "next": 7, "end": 9, "reason": "no_leader", "text": "start it"}]}
                """),
            Map.of(
                1,
                new TopicEnds.PartitionEnds(true, OptionalLong.of(17), OptionalLong.of(17), null)));

    assertThat(checks)
        .containsExactly(
            Check.bad("partition 1", "10 records wait in Kafka, saved up to offset 7", "start it"));
  }

  @Test
  void partitionThatOnlyKafkaKnows_isReportedAsUnread() throws Exception {
    List<Check> checks =
        CountingChecks.of(
            status("{\"partitions\": [{\"partition\": 0, \"next\": 5, \"end\": 5}]}"),
            Map.of(
                0,
                new TopicEnds.PartitionEnds(true, OptionalLong.of(5), OptionalLong.of(5), null),
                1,
                new TopicEnds.PartitionEnds(true, OptionalLong.of(8), OptionalLong.of(8), null)));

    assertThat(checks)
        .containsExactly(
            Check.bad(
                "partition 1",
                "8 records wait in Kafka, and no task reads it",
                "see Storm UI: a worker of the topology may be down, or have no slot"));
  }

  @Test
  void reasonThatHoldsForAll_isReportedOnce() throws Exception {
    List<Check> checks =
        withoutKafka(
            """
            {"reason": "paused", "text": "resume it", "partitions": [
              {"partition": 0, "next": 5, "end": 6, "reason": "paused", "text": "resume it"}]}
            """);

    assertThat(checks)
        .containsExactly(Check.bad("counting", "1 record waits in Kafka", "resume it"));
  }

  @Test
  void boardsThatAreRefused_hideNoPartition() throws Exception {
    List<Check> checks =
        withoutKafka(
            """
            {"reason": "store", "text": "WRONGTYPE", "partitions": [
              {"partition": 0, "next": 5, "end": 5, "reason": null},
              {"partition": 1, "next": 7, "end": 9, "reason": "no_leader", "text": "start it"}]}
            """);

    assertThat(checks)
        .containsExactly(
            Check.bad("counting", "2 records wait in Kafka", "WRONGTYPE"),
            Check.bad("partition 1", "2 records wait in Kafka, saved up to offset 7", "start it"));
  }

  @Test
  void allIsWell_isOneLine() throws Exception {
    List<Check> checks =
        withoutKafka("{\"partitions\": [{\"partition\": 0, \"next\": 5, \"end\": 5}]}");

    assertThat(checks).containsExactly(Check.ok("counting", "0 records wait in Kafka"));
  }

  private static List<Check> withoutKafka(String json) throws Exception {
    return CountingChecks.of(status(json), Map.of());
  }
}
