package dev.meetuppulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BurstFileTest {
  private static final long START = Instant.parse("2026-11-23T18:00:00Z").toEpochMilli();

  @TempDir Path folder;

  @Test
  void yamlAndJsonSayTheSame() throws IOException {
    List<Burst> expected =
        List.of(
            new Burst("board-games", "Austin, TX", START + 1_200_000, 3, Duration.ofMinutes(10)),
            new Burst("social", null, START, 1.5, Duration.ofDays(1)));
    assertThat(
            read(
                """
                - {topic: board-games, city: "Austin, TX", start: 20m, factor: 3, length: 10m}
                - topic: social
                  start: 2026-11-23T18:00:00Z
                  factor: 1.5
                  length: 1d
                """))
        .isEqualTo(expected);
    assertThat(
            read(
                """
                [{"topic":"board-games","city":"Austin, TX","start":"20m","factor":3,"length":"10m"},
                 {"topic":"social","city":null,"start":"0s","factor":1.5,"length":"24h"}]
                """))
        .isEqualTo(expected);
  }

  @Test
  void whatIsWrongIsReportedInOneLine() {
    assertRefused("topic: social", "list of bursts");
    assertRefused("- {topic: social, start: soon, factor: 3, length: 10m}", "'soon'");
    assertRefused("- {topic: social, start: 1m, factor: 1, length: 10m}", "factor");
    assertRefused("- {topic: social, start: 1m, factor: 3, length: 0m}", "length");
    assertRefused("- {start: 1m, factor: 3, length: 1m}", "topic");
    assertRefused("- {topic: social, towm: X, start: 1m, factor: 3, length: 1m}", "'towm'");
    assertRefused("- {topic: a, start: 2026-99-01T00:00:00Z, factor: 3, length: 1m}", "burst 1");
    assertRefused("[", "can't read");
  }

  @Test
  void whatWasDoneIsWritten() throws IOException {
    Burst burst = new Burst("social", null, START + 1_000, 3, Duration.ofSeconds(30));
    Simulator simulator =
        new Simulator(SimulatorOptions.of(1, START, 100).withBursts(List.of(burst)));
    while (simulator.next().at() < START + 60_000) {
      // On to the end of the burst.
    }
    Path file = folder.resolve("done.json");
    BurstFile.write(file, simulator.bursts());
    JsonNode done = new ObjectMapper().readTree(file.toFile()).get(0);
    assertThat(done.get("topic").textValue()).isEqualTo("social");
    assertThat(done.get("start").textValue()).isEqualTo("2026-11-23T18:00:01Z");
    assertThat(done.get("end").textValue()).isEqualTo("2026-11-23T18:00:31Z");
    assertThat(done.get("extraRsvps").longValue())
        .isEqualTo(simulator.bursts().get(0).rsvps())
        .isGreaterThan(500);
  }

  private List<Burst> read(String text) throws IOException {
    Path file = folder.resolve("bursts");
    Files.writeString(file, text);
    return BurstFile.read(file, START);
  }

  private void assertRefused(String text, String why) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why)
        .extracting(Throwable::getMessage)
        .satisfies(message -> assertThat(message).doesNotContain("\n"));
  }
}
