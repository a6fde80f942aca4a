package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RsvpParserPropertyTest {
  private static final long NOW = 1_500_000_000_000L;

  /** One for all tries, so that its tables are full of other records. */
  private static final RsvpParser PARSER = new RsvpParser();

  @Property(tries = 5000)
  void parserAgreesWithTheOracle(@ForAll long seed) {
    RandomLines lines = new RandomLines(seed);
    byte[] record = lines.record().getBytes(UTF_8);

    assertAgreement(record);
    assertAgreement(lines.broken(record));
  }

  @Example
  void parserAgreesWithTheOracleOnBrokenRecordings() {
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
    OracleAgreement.assertAgrees(PARSER, line, NOW);
  }
}
