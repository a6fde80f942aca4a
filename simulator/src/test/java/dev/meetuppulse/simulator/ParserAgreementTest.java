package dev.meetuppulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The truth's plain reading of the rules, and the pipeline's fast one, judge alike. */
class ParserAgreementTest {
  private static final long NOW = 1_790_000_000_000L;

  private final RsvpParser fast = new RsvpParser();
  private final NaiveParser naive = new NaiveParser();

  @Test
  void onGoodLines() {
    Simulator simulator = new Simulator(SimulatorOptions.of(21, NOW, 5_000).withRecords(20_000));
    while (simulator.hasNext()) {
      SimulatedLine line = simulator.next();
      assertAgree(line.bytes(), line.at());
    }
  }

  @Test
  void onEveryPoison() {
    Poison poison = new Poison(5);
    for (int i = 0; i < 2 * poison.kindCount(); i++) {
      PoisonLine line = poison.line(i, NOW);
      assertAgree(line.bytes(), NOW);
      assertThat(fast.parse(line.bytes(), 0, NOW)).isInstanceOf(Outcome.Invalid.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"rsvp_id\":1,\"mtime\":1,\"group\":{\"group_city\":\"\\u00a0\\u2003Salem\\u0085\",\"group_country\":\"US\",\"group_state\":\" or \"}}",
        "{\"rsvp_id\":1,\"mtime\":1,\"group\":{\"group_city\":\"Salem\",\"group_country\":\"us\",\"group_state\":\"  \"}}",
        "{\"rsvp_id\":1,\"mtime\":1,\"group\":{\"group_city\":\"\\ud800\",\"group_country\":\"us\",\"group_state\":null}}",
        "{\"rsvp_id\":-1,\"mtime\":1790000060000,\"group\":{\"group_city\":\"a\",\"group_country\":\"b\"}}",
        "{\"rsvp_id\":1,\"mtime\":1790000060001,\"group\":{\"group_city\":\"a\",\"group_country\":\"b\"}}",
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
    assertAgree(line.getBytes(StandardCharsets.UTF_8), NOW);
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
    int units = 500 / unit.getBytes(StandardCharsets.UTF_8).length;
    for (int n = units - 8; n <= units + 2; n++) {
      String key = unit.repeat(n) + "z".repeat(spare);
      String line = record.replaceFirst("(\"" + field + "\":\")", "$1" + key);
      assertAgree(line.getBytes(StandardCharsets.UTF_8), NOW);
      assertAgree((" " + line).getBytes(StandardCharsets.UTF_8), NOW);
    }
  }

  private void assertAgree(byte[] line, long now) {
    Outcome outcome = fast.parse(line, 0, now);
    String text = new String(line, 0, Math.min(line.length, 2_000), StandardCharsets.UTF_8);
    assertThat(describe(outcome)).as(text).isEqualTo(describe(line, now));
  }

  private String describe(byte[] line, long now) {
    try {
      return naive.parse(line, now).toString();
    } catch (NaiveParser.BrokenRule e) {
      return e.getMessage();
    }
  }

  private static String describe(Outcome outcome) {
    if (!(outcome instanceof Rsvp rsvp)) {
      return ((Outcome.Invalid) outcome).reason().id();
    }
    Set<String> topics =
        rsvp.facets().topics().stream()
            .map(Key::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return new Truth.Version(
            rsvp.id(),
            rsvp.mtime(),
            rsvp.response(),
            rsvp.guests(),
            new Truth.Place(
                rsvp.facets().country(),
                rsvp.facets().city().name(),
                name(rsvp.facets().state()),
                name(rsvp.facets().group()),
                topics),
            name(rsvp.event()))
        .toString();
  }

  private static String name(Key key) {
    return key == null ? null : key.name();
  }
}
