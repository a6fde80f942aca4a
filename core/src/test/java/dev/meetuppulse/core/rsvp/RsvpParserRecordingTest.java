package dev.meetuppulse.core.rsvp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RsvpParserRecordingTest {

  @ParameterizedTest
  @CsvSource({"2015, 2461, 639, 1425790434813", "2017, 1542, 899, 1489926608318"})
  void recordingIsValidButForItsLastLine(int year, int received, int abroad, long newest) {
    RsvpParser parser = new RsvpParser();
    List<Outcome> outcomes =
        Recordings.lines(year).stream()
            .map(line -> parser.parse(line, 0, System.currentTimeMillis()))
            .toList();

    assertThat(outcomes).hasSize(received);
    assertThat(outcomes.get(received - 1)).isEqualTo(new Outcome.Invalid(Reason.MALFORMED_JSON));
    List<Rsvp> rsvps =
        outcomes.subList(0, received - 1).stream().map(outcome -> (Rsvp) outcome).toList();
    assertThat(rsvps.stream().filter(it -> !it.groupKeys().country().equals("us"))).hasSize(abroad);
    assertThat(rsvps.stream().mapToLong(Rsvp::mtime).max()).hasValue(newest);
  }
}
