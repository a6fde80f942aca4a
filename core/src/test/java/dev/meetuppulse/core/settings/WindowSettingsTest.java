package dev.meetuppulse.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowSettingsTest {

  /** Else a change of mind within a window would count beside what it changes. */
  @ParameterizedTest
  @CsvSource({"'5m:1s,all', 25h, PT25H", "'1h:1m,7d:1h,all', 25h, P7D", "7d:1h, 60d, P60D"})
  void rsvps_areRememberedAtLeastAsLongAsAnyWindow(String windows, String set, Duration expected) {
    Settings settings =
        Settings.of(Map.of(Setting.COUNT_WINDOWS, windows, Setting.COUNT_REMEMBER, set));
    assertThat(settings.countOptions().remember()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"'1h:1m,5m:1s,all', PT1H", "'all,5m:1s,2d:1h', P2D", "all, PT0S"})
  void longestWindow_isThatOfThoseThatEnd(String windows, Duration expected) {
    Settings settings = Settings.of(Map.of(Setting.COUNT_WINDOWS, windows));
    assertThat(settings.longestWindow()).isEqualTo(expected);
  }
}
