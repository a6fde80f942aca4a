package dev.meetuppulse.cli.count;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.cli.KnownRecordings;
import dev.meetuppulse.cli.TestPipeline;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.LineReader;
import dev.meetuppulse.simulator.Simulator;
import dev.meetuppulse.simulator.SimulatorOptions;
import dev.meetuppulse.simulator.Truth;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings through the real pipeline: Kafka, Storm and Redis. */
class CountTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long START = 1_763_900_000_000L;

  @TempDir private static Path folder;

  @AutoClose private static TestPipeline pipeline;

  @BeforeAll
  static void start() throws Exception {
    pipeline = TestPipeline.start(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {2015, 2017})
  void recording_givesTheExpectedBoards(int year) throws Exception {
    assertSays(KnownRecordings.expected(year), pipeline.count(KnownRecordings.file(year)));
  }

  @Test
  void onePartition_givesTheSameBoards() throws Exception {
    Settings one = pipeline.fresh(Map.of(Setting.KAFKA_PARTITIONS, "1"));
    assertSays(KnownRecordings.expected(2015), pipeline.count(one, KnownRecordings.file(2015)));
  }

  @Test
  void sameFileTwice_givesTheSameBoards() throws Exception {
    JsonNode expected = KnownRecordings.expected(2015);
    FinalBoards twice = pipeline.count(KnownRecordings.file(2015), KnownRecordings.file(2015));
    assertThat(Differences.between(expected.get("boards"), JSON.valueToTree(twice.boards())))
        .isEmpty();
    assertThat(twice.clock()).isEqualTo(expected.get("clock").asLong());
    assertThat(twice.records())
        .containsEntry("received", 2 * expected.at("/records/received").asLong())
        .containsEntry("new", expected.at("/records/new").asLong());
    assertAddsUp(twice);
  }

  @Test
  void fileSplitInTwo_givesTheSameBoards() throws Exception {
    byte[] all = KnownRecordings.bytes(2017);
    int cut = endOfLine(all, all.length / 2);
    Path first = Files.write(folder.resolve("first.jsonl"), Arrays.copyOf(all, cut));
    Path second =
        Files.write(folder.resolve("second.jsonl"), Arrays.copyOfRange(all, cut, all.length));
    assertSays(KnownRecordings.expected(2017), pipeline.count(first.toString(), second.toString()));
  }

  @Test
  void allCountries_agreeWithANaiveCount() throws Exception {
    Truth truth = new Truth(Set.of());
    LineReader lines = new LineReader(new ByteArrayInputStream(KnownRecordings.bytes(2015)));
    for (var line = lines.next(); line != null; line = lines.next()) {
      truth.accept(line.bytes(), System.currentTimeMillis());
    }
    Settings all = pipeline.fresh(Map.of(Setting.COUNT_COUNTRIES, "all"));
    assertSays(report(truth, all), pipeline.count(all, KnownRecordings.file(2015)));
  }

  @Test
  void streamFullOfFaults_agreesWithItsTruth() throws Exception {
    SimulatorOptions options =
        SimulatorOptions.of(11, START, 50)
            .withRecords(20_000)
            .withGroups(500)
            .withEchoes(0.6)
            .withPoison(0.1);
    Truth truth = new Truth(Set.of("us"));
    Path file = folder.resolve("faults.jsonl");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      Simulator simulator = new Simulator(options);
      while (simulator.hasNext()) {
        var line = simulator.next();
        truth.accept(line);
        out.write(line.bytes());
        out.write('\n');
      }
    }
    Settings settings = pipeline.fresh(Map.of());
    FinalBoards counted = pipeline.count(settings, file.toString());
    assertSays(report(truth, settings), counted);
    assertThat(counted.invalidReasons()).hasSizeGreaterThan(10);
  }

  @Test
  void onlyBrokenLines_endWithEmptyBoards() throws Exception {
    Path file = folder.resolve("broken.jsonl");
    Files.writeString(file, "{}\nnot json\n\n[1]\n", StandardCharsets.UTF_8);
    FinalBoards counted = pipeline.count(file.toString());
    assertThat(counted.records()).containsEntry("received", 3L).containsEntry("invalid", 3L);
    assertThat(counted.boards().get("cities").get("all")).isEmpty();
  }

  private static void assertSays(JsonNode expected, FinalBoards counted) {
    assertThat(Differences.between(expected, JSON.valueToTree(counted))).isEmpty();
    assertAddsUp(counted);
  }

  private static void assertAddsUp(FinalBoards counted) {
    Map<String, Long> records = counted.records();
    assertThat(
            List.of("invalid", "filtered", "new", "duplicate", "stale", "changed").stream()
                .mapToLong(records::get)
                .sum())
        .isEqualTo(records.get("received"));
  }

  private static ObjectNode report(Truth truth, Settings settings) {
    return truth.report(truth.clock(), settings.dimensions(), settings.windows(), 10);
  }

  private static int endOfLine(byte[] bytes, int from) {
    int end = from;
    while (bytes[end] != '\n') {
      end++;
    }
    return end + 1;
  }
}
