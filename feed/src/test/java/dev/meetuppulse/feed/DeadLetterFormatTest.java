package dev.meetuppulse.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.feed.DeadLetterFormat.LetterStyle;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterFormatTest {
  private static final String LETTER =
      "{\"reason\":\"bad_value:mtime\",\"topic\":\"rsvps\",\"partition\":2,\"offset\":4711,"
          + "\"text\":\"{\\\"mtime\\\":0}\"}";
  private static final String CUT = LETTER.replace("}\"}", "\",\"cut\":true}");

  private static Optional<String> format(String letter, String reason, LetterStyle style) {
    return new DeadLetterFormat(found -> reason == null || found.equals(reason), style)
        .format(new ConsumerRecord<>("dead", 0, 0, "key", letter.getBytes(UTF_8)));
  }

  @Test
  void text_givesReasonPlaceAndLine() {
    assertThat(format(LETTER, null, LetterStyle.TEXT).orElseThrow())
        .startsWith("bad_value:mtime ")
        .contains("rsvps 2:4711")
        .endsWith("{\"mtime\":0}");
  }

  @Test
  void line_isTheLineAsItWasSent() {
    assertThat(format(LETTER, null, LetterStyle.LINE)).contains("{\"mtime\":0}");
  }

  /** The output is played again, so it has escapes for characters that a terminal obeys. */
  @Test
  void line_thatATerminalWouldObey_meansTheSame() throws Exception {
    String sent = "{\"a\":\t\"x\u202ey\u0085\"}\r";
    String letter =
        new ObjectMapper().createObjectNode().put("reason", "r").put("text", sent).toString();

    String line = format(letter, null, LetterStyle.LINE).orElseThrow();

    assertThat(line).isEqualTo("{\"a\": \"x\\u202ey\\u0085\"} ");
    assertThat(new ObjectMapper().readTree(line)).isEqualTo(new ObjectMapper().readTree(sent));
  }

  @Test
  void json_isTheLetterAsItIsStored() {
    assertThat(format(LETTER, null, LetterStyle.JSON)).contains(LETTER);
  }

  @Test
  void otherReasons_areNotShown() {
    assertThat(format(LETTER, "future", LetterStyle.TEXT)).isEmpty();
    assertThat(format(LETTER, "bad_value:mtime", LetterStyle.TEXT)).isPresent();
  }

  @Test
  void letterThatHoldsOnlyTheBeginning_isMarked_andIsNotReplayed() {
    assertThat(format(CUT, null, LetterStyle.TEXT).orElseThrow()).endsWith("(cut)");
    assertThat(format(CUT, null, LetterStyle.LINE)).isEmpty();
  }

  @Test
  void recordThatIsNoLetter_isShownWithoutReason() {
    assertThat(format("no json", null, LetterStyle.TEXT)).isPresent();
    assertThat(format("no json", "future", LetterStyle.TEXT)).isEmpty();
  }
}
