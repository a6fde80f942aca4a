package dev.meetuppulse.simulator.trends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.trend.TrendDetector;
import org.junit.jupiter.api.Test;

class PlainDetectorsTest {
  private long now = 1_790_000_000_000L;

  @Test
  void frequencyNamesWhatIsMostFrequentInItsWindow() {
    FrequencyDetector detector = new FrequencyDetector(3_000, 2);
    close(detector, 1, 1, 1, 2, 2, 3);
    assertThat(detector.rising()).extracting(Trend::key).containsExactly(1, 2);
    close(detector, 3, 3);
    close(detector, 4);
    assertThat(detector.rising()).extracting(Trend::key).containsExactly(1, 3);
    close(detector);
    assertThat(detector.rising()).extracting(Trend::key).containsExactly(3, 4);
    assertThat(detector.rising().get(0).now()).isEqualTo(2);
  }

  @Test
  void zScoreNamesWhatIsFarAboveItsMean() {
    ZScoreDetector detector = new ZScoreDetector(3, 5, 600_000);
    for (int second = 0; second < 1_800; second++) {
      close(detector, second % 10 == 0 ? new int[] {1, 2, 2} : new int[] {});
      assertThat(detector.rising()).isEmpty();
    }
    for (int second = 0; second < 30; second++) {
      close(detector, 1);
    }
    assertThat(detector.rising()).extracting(Trend::key).containsExactly(1);
    assertThat(detector.rising().get(0).times()).isGreaterThan(3);
  }

  private void close(TrendDetector detector, int... keys) {
    for (int key : keys) {
      detector.add(key, 1);
    }
    now += 1_000;
    detector.close(now, keys.length);
  }
}
