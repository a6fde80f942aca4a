package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RsvpParserPropertyTest {
  private static final long NOW = 1_500_000_000_000L;

  /** One for all tries, so that its tables are full of other records. */
  private static final RsvpParser PARSER = new RsvpParser();

  @Property(tries = 5000)
  void parserAgreesWithTheNaiveOne(@ForAll long seed) {
    RandomLines lines = new RandomLines(seed);
    byte[] record = lines.record().getBytes(UTF_8);

    assertAgreement(record);
    assertAgreement(lines.broken(record));
  }

  @Example
  void parserAgreesWithTheNaiveOneOnBrokenRecordings() {
    List<byte[]> recorded = Recordings.lines(2017);
    for (int i = 0; i < recorded.size(); i++) {
      RandomLines lines = new RandomLines(i);
      assertAgreement(recorded.get(i));
      for (int k = 0; k < 5; k++) {
        assertAgreement(lines.broken(recorded.get(i)));
      }
    }
  }

  private static void assertAgreement(byte[] line) {
    NaiveParser.Verdict expected = NaiveParser.judge(line, NOW);
    Outcome outcome = PARSER.parse(line, 0, NOW);
    String text = new String(line, UTF_8);
    if (Lines.isBlank(line)) {
      assertThat(outcome).isNull();
    } else if (expected.reasons().isEmpty()) {
      assertThat(outcome).as(text).isInstanceOf(Rsvp.class);
      assertThat(NaiveParser.summary((Rsvp) outcome)).as(text).isEqualTo(expected.summary());
    } else {
      assertThat(outcome).as(text).isInstanceOf(Outcome.Invalid.class);
      assertThat(((Outcome.Invalid) outcome).reason().id()).as(text).isIn(expected.reasons());
    }
  }
}
