package dev.meetuppulse.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void snapshot_rateSinceTheOneBefore() {
    Progress progress = new Progress(1_000);
    assertThat(progress.snapshot(1_000)).isEqualTo(new Progress.Snapshot(0, 0, ""));

    progress.accept(bytes(RsvpLines.line(1, 1)));
    progress.accept(bytes(RsvpLines.line(2, 2)));
    assertThat(progress.snapshot(3_000)).isEqualTo(new Progress.Snapshot(2, 1, "Garner, NC"));
    assertThat(progress.snapshot(4_000)).isEqualTo(new Progress.Snapshot(2, 0, "Garner, NC"));
  }

  @Test
  void snapshot_lastLineIsBroken_keepsTheCityBefore() {
    Progress progress = new Progress(0);
    progress.accept(bytes(RsvpLines.line(1, 1)));
    progress.snapshot(1);
    progress.accept(bytes("{"));

    assertThat(progress.snapshot(2).lastCity()).isEqualTo("Garner, NC");
  }

  @Test
  void cities_hostileName_isSafeToPrint() {
    String name =
        "A\\u001b]0;x\\u0007\\u009b\\u202e\\u2028B \u00e9\u6771 \\ud83d\\udc69\\u200d\\ud83d\\udcbb";
    byte[] line = bytes(RsvpLines.line(1, 1).replace("Garner", name));

    assertThat(new Cities().of(line))
        .hasValue("A?]0;x????B \u00e9\u6771 \ud83d\udc69\u200d\ud83d\udcbb, NC");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
