package dev.meetuppulse.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongestWindowTest {

  @ParameterizedTest
  @CsvSource({"'1h:1m,5m:1s,all', PT1H", "'all,5m:1s,2d:1h', P2D", "all, PT0S"})
  void longestWindow_isThatOfThoseThatEnd(String windows, Duration expected) {
    Settings settings = Settings.of(Map.of(Setting.COUNT_WINDOWS, windows));
    assertThat(settings.longestWindow()).isEqualTo(expected);
  }
}
