package dev.meetuppulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.oracle.Oracle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TruthTest {
  private static final long NOW = 1_800_000_000_000L;

  private final Truth truth = new Truth(Set.of("us"));

  @ParameterizedTest
  @ValueSource(strings = {"2015", "2017"})
  void onARecordingTheTruthIsWhatIsExpected(String year) throws IOException {
    Path data = Path.of(System.getProperty("pulse.data", "absent"));
    Path recording = data.resolve("rsvps-" + year + ".jsonl.gz");
    assumeTrue(Files.isRegularFile(recording), "needs the recordings in pulse.data");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(recording))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (byte b : in.readAllBytes()) {
        if (b == '\n') {
          truth.accept(line.toByteArray(), NOW);
          line.reset();
        } else {
          line.write(b);
        }
      }
      truth.accept(line.toByteArray(), NOW);
    }
    JsonNode expected =
        new ObjectMapper().readTree(data.resolve("expected-" + year + ".json").toFile());
    JsonNode actual =
        new ObjectMapper()
            .readTree(
                truth
                    .report(truth.clock(), List.of(Dimension.values()), Window.DEFAULTS, 10)
                    .toString());
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void anEchoThatRoundsUpIsADuplicateAndStaysInItsBucket() {
    accept(1, 1_000_600, "yes", 0);
    accept(1, 1_001_000, "yes", 0);
    assertThat(truth.records()).isEqualTo(new Oracle.RecordCounts(2, 0, 0, 1, 1, 0, 0));
  }

  @Test
  void aLateEchoOfTheOldVersionIsStaleThoughItRoundsUp() {
    accept(1, 1_000_600, "yes", 0);
    accept(1, 1_000_700, "no", 0);
    accept(1, 1_001_000, "yes", 0);
    assertThat(truth.records()).isEqualTo(new Oracle.RecordCounts(3, 0, 0, 1, 0, 1, 1));
    assertThat(truth.board(Dimension.CITIES, Window.ALL, NOW, 10))
        .containsExactly(new Row("Salem, OR", "Salem, OR", 1, 0, 1, 0));
  }

  @Test
  void aWholeSecondMoreThanHalfASecondLaterIsAChange() {
    accept(1, 1_000_400, "yes", 0);
    accept(1, 1_001_000, "yes", 2);
    assertThat(truth.records()).isEqualTo(new Oracle.RecordCounts(2, 0, 0, 1, 0, 0, 1));
    assertThat(truth.board(Dimension.STATES, Window.ALL, NOW, 10))
        .containsExactly(new Row("OR", "OR", 1, 1, 0, 3));
  }

  @Test
  void equalRowsStandInTheOrderOfTheirUtf8Bytes() {
    line(
        "{\"rsvp_id\":1,\"mtime\":5,\"group\":{\"group_city\":\"\uD83C\uDF3B\",\"group_country\":\"us\"}}");
    line(
        "{\"rsvp_id\":2,\"mtime\":5,\"group\":{\"group_city\":\"\uFF21\",\"group_country\":\"US\"}}");
    line(
        "{\"rsvp_id\":3,\"mtime\":5,\"group\":{\"group_city\":\" b \",\"group_country\":\" us\"}}");
    assertThat(truth.board(Dimension.CITIES, Window.ALL, NOW, 10))
        .extracting(Row::key)
        .containsExactly("b, US", "\uFF21, US", "\uD83C\uDF3B, US");
  }

  @Test
  void aWindowHoldsItsBucketsAndNoMore() {
    Window minute = Window.parseList("1m:1s").get(0);
    accept(1, 60_000, "yes", 0);
    accept(2, 60_999, "yes", 0);
    accept(3, 61_000, "yes", 0);
    assertThat(inWindow(minute, 120_999)).isEqualTo(1);
    assertThat(inWindow(minute, 119_999)).isEqualTo(3);
    assertThat(inWindow(minute, 60_500)).isEqualTo(2);
    assertThat(inWindow(minute, 59_999)).isZero();
  }

  @Test
  void blankLinesAreNotReceived() {
    truth.accept("\r ".getBytes(StandardCharsets.UTF_8), NOW);
    truth.accept(new byte[0], NOW);
    assertThat(truth.records().received()).isZero();
  }

  private long inWindow(Window window, long now) {
    return truth.board(Dimension.CITIES, window, now, 10).stream().mapToLong(Row::rsvps).sum();
  }

  private void accept(long id, long mtime, String response, int guests) {
    line(
        "{\"rsvp_id\":%d,\"mtime\":%d,\"response\":\"%s\",\"guests\":%d,\"group\":{\"group_city\":\"Salem\",\"group_state\":\"or\",\"group_country\":\"us\"}}"
            .formatted(id, mtime, response, guests));
  }

  private void line(String json) {
    truth.accept(json.getBytes(StandardCharsets.UTF_8), NOW);
  }
}
