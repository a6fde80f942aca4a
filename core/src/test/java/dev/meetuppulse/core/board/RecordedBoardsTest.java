package dev.meetuppulse.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.count.PartitionCounter;
import dev.meetuppulse.core.count.TestCounts;
import dev.meetuppulse.core.journal.MemoryJournals;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.rsvp.Recordings;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.trend.TrendOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the core, without Kafka, Storm or Redis, gives the boards that the recordings must give. */
class RecordedBoardsTest {
  private static final Path DATA = Path.of(System.getProperty("pulse.data", "absent"));
  private static final int PARTITIONS = 4;

  @ParameterizedTest
  @ValueSource(ints = {2015, 2017})
  void boards_ofARecording_areTheExpectedOnes(int year) throws Exception {
    CountOptions options = Settings.of(Map.of(Setting.COUNT_CLOCK, "event")).countOptions();
    MemoryJournals store = new MemoryJournals();
    count(Recordings.lines(year), options, store);
    Ranker.Publication publication =
        new Ranker(options, options.dimensions(), 10, Optional.of(TrendOptions.DEFAULTS), store)
            .publish(0)
            .orElseThrow();

    JsonNode expected =
        new ObjectMapper().readTree(DATA.resolve("expected-" + year + ".json").toFile());
    assertThat(publication.status().clock()).isEqualTo(expected.get("clock").asLong());
    Tally tally = publication.status().tally();
    Map<String, Long> records = new HashMap<>();
    expected
        .get("records")
        .properties()
        .forEach(n -> records.put(n.getKey(), n.getValue().asLong()));
    assertThat(tally.invalid()).containsOnlyKeys(Reason.MALFORMED_JSON);
    assertThat(
            Map.of(
                "received", tally.received(),
                "invalid", tally.invalidTotal(),
                "filtered", tally.filtered(),
                "new", tally.newRsvps(),
                "duplicate", tally.duplicate(),
                "stale", tally.stale(),
                "changed", tally.changed()))
        .isEqualTo(records);
    for (Board board : publication.boards()) {
      List<String> rows =
          board.rows().stream()
              .map(r -> r.key() + " " + r.rsvps() + " " + r.yes() + " " + r.no() + " " + r.going())
              .toList();
      List<String> wanted = new ArrayList<>();
      for (JsonNode r :
          expected.at("/boards/" + board.dimension().id() + "/" + board.window().name())) {
        wanted.add(
            "%s %s %s %s %s"
                .formatted(
                    r.get("key").asText(),
                    r.get("rsvps"),
                    r.get("yes"),
                    r.get("no"),
                    r.get("going")));
      }
      assertThat(rows).as(board.dimension() + " " + board.window().name()).isEqualTo(wanted);
    }
  }

  private static void count(List<byte[]> lines, CountOptions options, MemoryJournals store)
      throws Exception {
    RsvpParser parser = new RsvpParser();
    List<List<Outcome>> logs = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      logs.add(new ArrayList<>());
    }
    for (byte[] line : lines) {
      Outcome outcome = parser.parse(line, 0, System.currentTimeMillis());
      if (outcome instanceof Rsvp rsvp) {
        boolean us = rsvp.groupKeys().country().equals("us");
        logs.get((int) (rsvp.id() % PARTITIONS))
            .add(us ? rsvp : new Outcome.Filtered(rsvp.mtime()));
      } else if (outcome != null) {
        logs.get(0).add(outcome);
      }
    }
    for (int p = 0; p < PARTITIONS; p++) {
      PartitionCounter counter = PartitionCounter.open(p, options, store);
      counter.apply(TestCounts.batch(p, 0, logs.get(p)));
      counter.save();
    }
  }
}
