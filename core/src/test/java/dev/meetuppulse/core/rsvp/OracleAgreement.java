package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.oracle.RecordRules;

/** Compares the parser with the oracle. */
final class OracleAgreement {
  private OracleAgreement() {}

  static void assertAgrees(RsvpParser parser, byte[] line, long now) {
    Outcome outcome = parser.parse(line, 0, now);
    String text = new String(line, 0, Math.min(line.length, 2_000), UTF_8);
    if (Lines.isBlank(line)) {
      assertThat(outcome).isNull();
      return;
    }
    RecordRules.Verdict expected = RecordRules.judge(line, now);
    if (expected.version() == null) {
      assertThat(outcome).as(text).isInstanceOf(Outcome.Invalid.class);
      assertThat(((Outcome.Invalid) outcome).reason().id()).as(text).isIn(expected.broken());
    } else {
      assertThat(outcome).as(text).isInstanceOf(Rsvp.class);
      assertThat(Versions.of((Rsvp) outcome)).as(text).isEqualTo(expected.version());
    }
  }
}
