package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.oracle.RecordRules;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser and the oracle judge alike, also where the rules have their edges. */
class OracleAgreementTest {
  private static final long NOW = 1_500_000_000_000L;

  /** Shared by all tests, so that its tables are full of other records. */
  private static final RsvpParser PARSER = new RsvpParser();

  @Property(tries = 5000)
  void onRandomRecords(@ForAll long seed) {
    RandomLines lines = new RandomLines(seed);
    byte[] record = lines.record().getBytes(UTF_8);

    assertAgreement(record);
    assertAgreement(lines.broken(record));
  }

  @Example
  void onBrokenRecordings() {
    List<byte[]> recorded = Recordings.lines(2017);
    for (int i = 0; i < recorded.size(); i++) {
      RandomLines lines = new RandomLines(i);
      assertAgreement(recorded.get(i));
      for (int k = 0; k < 5; k++) {
        assertAgreement(lines.broken(recorded.get(i)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"rsvp_id\":1,\"mtime\":1,\"group\":{\"group_city\":\"\\u00a0\\u2003Salem\\u0085\",\"group_country\":\"US\",\"group_state\":\" or \"}}",
        "{\"rsvp_id\":1,\"mtime\":1,\"group\":{\"group_city\":\"Salem\",\"group_country\":\"us\",\"group_state\":\"  \"}}",
        "{\"rsvp_id\":1,\"mtime\":1,\"group\":{\"group_city\":\"\\ud800\",\"group_country\":\"us\",\"group_state\":null}}",
        "{\"rsvp_id\":-1,\"mtime\":1500000060000,\"group\":{\"group_city\":\"a\",\"group_country\":\"b\"}}",
        "{\"rsvp_id\":1,\"mtime\":1500000060001,\"group\":{\"group_city\":\"a\",\"group_country\":\"b\"}}",
        "{\"rsvp_id\":1,\"rsvp_id\":2,\"mtime\":1,\"group\":{\"group_city\":\"a\",\"group_city\":\"c\",\"group_country\":\"b\"}}",
        "{\"rsvp_id\":1,\"mtime\":1,\"response\":null,\"guests\":null,\"group\":{\"group_city\":\"a\",\"group_country\":\"b\",\"group_topics\":null}}",
        "{\"rsvp_id\":1,\"mtime\":1,\"response\":\"waitlist\",\"guests\":1000000,\"group\":{\"group_city\":\"a\",\"group_country\":\"b\"}}",
        "{\"rsvp_id\":1,\"mtime\":1,\"event\":7,\"group\":{\"group_city\":\"a\",\"group_country\":\"b\",\"group_urlname\":7}}",
        "{\"rsvp_id\":1,\"mtime\":1,\"event\":{\"event_id\":\" \"},\"group\":{\"group_city\":\"a\",\"group_country\":\"b\",\"group_urlname\":\"\"}}",
        "{\"rsvp_id\":1,\"mtime\":1,\"group\":{\"group_city\":\"a\",\"group_country\":\"b\",\"group_topics\":[{\"urlkey\":\"x\"},{\"urlkey\":\"x\",\"topic_name\":4},{\"urlkey\":\"\"}]}}",
        "  {\"rsvp_id\" : 1 , \"mtime\":1,\"group\":{\"group_city\":\"a\",\"group_country\":\"b\"}}\r",
        "{\"rsvp_id\":1e3,\"mtime\":1,\"group\":{\"group_city\":\"a\",\"group_country\":\"b\"}}",
        "{\"rsvp_id\":-0,\"mtime\":1,\"guests\":-0,\"group\":{\"group_city\":\"a\",\"group_country\":\"b\"}}"
      })
  void onTheEdges(String line) {
    assertAgreement(line.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "group_city, xx, 1",
    "group_state, xx, 0",
    "group_urlname, xx, 0",
    "event_id, xx, 0",
    "urlkey, xx, 0",
    "group_city, \u00e9, 2",
    "group_state, \u0149, 0",
    "urlkey, \ud83d\ude00, 0"
  })
  void onKeysOfAboutTheLongest(String field, String unit, int spare) {
    String record =
        "{\"rsvp_id\":1,\"mtime\":1,\"event\":{\"event_id\":\"e\"},"
            + "\"group\":{\"group_city\":\"a\",\"group_country\":\"us\",\"group_state\":\"s\","
            + "\"group_urlname\":\"u\",\"group_topics\":[{\"urlkey\":\"t\"}]}}";
    int units = 500 / unit.getBytes(UTF_8).length;
    for (int n = units - 8; n <= units + 2; n++) {
      String key = unit.repeat(n) + "z".repeat(spare);
      String line = record.replaceFirst("(\"" + field + "\":\")", "$1" + key);
      assertAgreement(line.getBytes(UTF_8));
      assertAgreement((" " + line).getBytes(UTF_8));
    }
  }

  private static void assertAgreement(byte[] line) {
    Outcome outcome = PARSER.parse(line, 0, NOW);
    String text = new String(line, 0, Math.min(line.length, 2_000), UTF_8);
    if (Lines.isBlank(line)) {
      assertThat(outcome).isNull();
      return;
    }
    RecordRules.Verdict expected = RecordRules.judge(line, NOW);
    if (expected.version() == null) {
      assertThat(outcome).as(text).isInstanceOf(Outcome.Invalid.class);
      assertThat(((Outcome.Invalid) outcome).reason().id()).as(text).isIn(expected.broken());
    } else {
      assertThat(outcome).as(text).isInstanceOf(Rsvp.class);
      assertThat(Versions.of((Rsvp) outcome)).as(text).isEqualTo(expected.version());
    }
  }
}
