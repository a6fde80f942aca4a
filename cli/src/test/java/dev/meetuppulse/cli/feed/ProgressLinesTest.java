package dev.meetuppulse.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.feed.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
  private static final long PERIOD = 1_000L * ProgressLines.PERIOD_SECONDS;

  private final Progress sent = new Progress(0);
  private long now;

  private String next(ProgressLines lines, int records, long taken, String status) {
    for (int i = 0; i < records; i++) {
      sent.accept(new byte[0]);
    }
    now += PERIOD;
    return lines.next(now, taken, status).orElse("");
  }

  @Test
  void line_whileKafkaTakesNothing_reportsIt() {
    ProgressLines lines = new ProgressLines(sent, true);
    assertThat(next(lines, 10, 8, "")).isEqualTo("10 records, 5.0/s");
    assertThat(next(lines, 1_490, 8, "1 reconnect"))
        .isEqualTo("1,500 records, 745.0/s; Kafka takes none, 1,492 wait; 1 reconnect");
    assertThat(next(lines, 100, 1_600, "")).doesNotContain("Kafka");
    assertThat(next(lines, 0, 1_600, "")).doesNotContain("Kafka");
  }

  @Test
  void log_hasALineAMinute_withTheRateOfThatMinute() {
    ProgressLines lines = new ProgressLines(sent, false);
    List<String> told = new ArrayList<>();
    for (int period = 1; period <= 90; period++) {
      told.add(next(lines, 10, 10L * period, ""));
    }
    assertThat(told.stream().filter(line -> !line.isEmpty()))
        .containsExactly("300 records, 5.0/s", "600 records, 5.0/s", "900 records, 5.0/s");
  }

  @Test
  void log_hasATroubleAndItsEndAtOnce() {
    ProgressLines lines = new ProgressLines(sent, false);
    assertThat(next(lines, 10, 10, "")).isEmpty();
    assertThat(next(lines, 10, 10, "")).isEmpty();
    assertThat(next(lines, 10, 10, "")).contains("Kafka takes none, 20 wait");
    assertThat(next(lines, 10, 10, "")).isEmpty();
    assertThat(next(lines, 10, 50, "")).isEqualTo("50 records, 5.0/s");
    assertThat(next(lines, 10, 60, "")).isEmpty();
  }

  /** A slow feed: each record is sent just before the line, and acknowledged just after it. */
  @Test
  void log_recordsJustOnTheirWay_areNoTrouble() {
    ProgressLines lines = new ProgressLines(sent, false);
    for (int record = 0; record < 5; record++) {
      assertThat(next(lines, 1, record, "")).isEmpty();
      assertThat(next(lines, 0, record + 1, "")).isEmpty();
      assertThat(next(lines, 0, record + 1, "")).isEmpty();
    }
  }
}
