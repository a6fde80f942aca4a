package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MtimeShiftTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'mtime':999,'a':'é'}             | {'mtime':1999,'a':'é'}",
        "{'a':{'mtime':1},'mtime' : 5 }    | {'a':{'mtime':1},'mtime' : 1005 }",
        "{'mtime':1,'mtime':2}             | {'mtime':1001,'mtime':1002}",
        "{'mt\\u0069me':1}                 | {'mt\\u0069me':1001}",
        "{'mtime':'1'}                     | {'mtime':'1'}",
        "{'mtime':0}                       | {'mtime':0}",
        "{'mtime':-5}                      | {'mtime':-5}",
        "{'mtime':1.0}                     | {'mtime':1.0}",
        "{'mtime':9223372036854775807}     | {'mtime':9223372036854775807}",
        "{'mtime':1}{}                     | {'mtime':1}{}",
        "{'mtime':1                        | {'mtime':1",
        "[{'mtime':1}]                     | [{'mtime':1}]",
      })
  void shift_aSecond_onlyMtimeMoves(String line, String expected) {
    byte[] shifted = MtimeShift.shift(line.replace('\'', '"').getBytes(UTF_8), 1000);

    assertThat(new String(shifted, UTF_8).replace('"', '\'')).isEqualTo(expected);
  }

  @Test
  void shift_recordedLines_parseTheSameButForTime() {
    RsvpParser parser = new RsvpParser();
    List<byte[]> lines = Recordings.lines(2015);
    for (byte[] line : lines.subList(0, lines.size() - 1)) {
      Rsvp before = (Rsvp) parser.parse(line, 0, Long.MAX_VALUE);
      Rsvp after = (Rsvp) parser.parse(MtimeShift.shift(line, -5000), 0, Long.MAX_VALUE);

      assertThat(after)
          .isEqualTo(
              new Rsvp(
                  before.id(),
                  before.mtime() - 5000,
                  before.response(),
                  before.guests(),
                  before.groupKeys(),
                  before.event()));
    }
  }
}
