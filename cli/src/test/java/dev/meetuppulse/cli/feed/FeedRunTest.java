package dev.meetuppulse.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.Progress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedRunTest {
  private final FeedRun run = new FeedRun(Settings.of(Map.of()), line -> {}, line -> {});

  @Test
  void line_whileKafkaTakesNothing_saysSo() {
    assertThat(run.line(sent(10), 8, "")).isEqualTo("10 records, 4.0/s, last from Garner, NC");
    assertThat(run.line(sent(1_500), 8, "1 reconnect"))
        .isEqualTo(
            "1,500 records, 4.0/s, last from Garner, NC; Kafka takes none, 1,492 wait; 1 reconnect");
    assertThat(run.line(sent(1_600), 1_600, "")).doesNotContain("Kafka");
    assertThat(run.line(sent(1_600), 1_600, "")).doesNotContain("Kafka");
  }

  private static Progress.Snapshot sent(long records) {
    return new Progress.Snapshot(records, 4, "Garner, NC");
  }
}
