package dev.meetuppulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.RsvpParser;
import dev.meetuppulse.oracle.RecordRules;
import org.junit.jupiter.api.Test;

/** The pipeline's parser and the oracle say of the simulator's lines what it meant them to be. */
class ParserAgreementTest {
  private static final long NOW = 1_790_000_000_000L;

  private final RsvpParser parser = new RsvpParser();

  @Test
  void onGoodLines() {
    Simulator simulator = new Simulator(SimulatorOptions.of(21, NOW, 5_000).withRecords(20_000));
    while (simulator.hasNext()) {
      SimulatedLine line = simulator.next();
      assertThat(RecordRules.judge(line.bytes(), line.at()).broken()).isEmpty();
    }
  }

  @Test
  void onEveryPoison() {
    Poison poison = new Poison(5);
    for (int i = 0; i < 2 * poison.kindCount(); i++) {
      PoisonLine line = poison.line(i, NOW);
      String reason = line.reasons().iterator().next().id();
      assertThat(RecordRules.judge(line.bytes(), NOW).broken()).contains(reason);
      assertThat(parser.parse(line.bytes(), 0, NOW))
          .isInstanceOfSatisfying(
              Outcome.Invalid.class, bad -> assertThat(bad.reason().id()).isEqualTo(reason));
    }
  }
}
