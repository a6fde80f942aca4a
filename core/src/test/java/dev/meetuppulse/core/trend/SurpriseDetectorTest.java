package dev.meetuppulse.core.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SurpriseDetectorTest {
  private static final long START = 1_790_000_000_000L;
  private static final long SECOND = 1_000;
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;

  private final SplittableRandom random = new SplittableRandom(42);
  private final SurpriseDetector detector = new SurpriseDetector(TrendOptions.DEFAULTS);
  private final Set<Integer> risen = new HashSet<>();
  private long now = START;

  @Test
  void whatIsAsUsualDoesNotRise() {
    for (int second = 0; second < 6 * HOUR; second++) {
      for (int key = 0; key < 200; key++) {
        add(key, 20.0 / (key + 1));
      }
      close(100);
    }
    assertThat(risen).isEmpty();
  }

  @Test
  void whatTriplesRisesWithinAMinuteAndSaysSinceWhen() {
    run(HOUR, 0.2);
    assertThat(detector.rising()).isEmpty();
    long began = now;
    int seconds = 0;
    while (detector.rising().isEmpty() && seconds < 5 * MINUTE) {
      run(1, 0.6);
      seconds++;
    }
    assertThat(seconds).isBetween(15, 120);
    run(8 * MINUTE, 0.6);
    Trend trend = detector.rising().get(0);
    assertThat(trend.key()).isZero();
    assertThat(trend.since()).isCloseTo(began, within(60 * SECOND));
    assertThat(trend.now() * 1000.0 / (now - trend.since())).isCloseTo(0.6, within(0.15));
    assertThat(trend.times()).isCloseTo(3, within(0.8));
    assertThat(trend.score()).isGreaterThan(7);
  }

  @Test
  void itRisesNoMoreSoonAfterItIsOver() {
    run(HOUR, 0.2);
    run(10 * MINUTE, 0.6);
    assertThat(detector.rising()).isNotEmpty();
    run(5 * MINUTE, 0.2);
    assertThat(detector.rising()).isEmpty();
  }

  @Test
  void itRisesNoMoreWhenAllFallsSilent() {
    run(HOUR, 0.2);
    run(10 * MINUTE, 0.6);
    for (int second = 0; second <= 10 * MINUTE; second++) {
      close(0);
    }
    assertThat(detector.rising()).isEmpty();
  }

  @Test
  void whatStaysMoreBecomesUsual() {
    run(2 * HOUR, 0.2);
    run(12 * HOUR, 0.6);
    assertThat(detector.rising()).isEmpty();
  }

  @Test
  void nothingRisesWhileItWarmsUp() {
    run(4 * MINUTE, 0.05);
    run(6 * MINUTE, 3);
    assertThat(risen).isEmpty();
  }

  @Test
  void aSurgeOfEverythingIsNoNews() {
    run(HOUR, 0.2);
    for (int second = 0; second < 10 * MINUTE; second++) {
      add(0, 20 * 0.2);
      close(2_000);
    }
    assertThat(risen).isEmpty();
  }

  @Test
  void aNewKeyRisesOnlyWithEnoughRsvps() {
    run(HOUR, 0.2);
    detector.add(7, TrendOptions.DEFAULTS.leastRsvps() - 1);
    close(100);
    assertThat(detector.rising()).isEmpty();
    for (int i = 0; i < 20; i++) {
      detector.add(7, 1);
      close(100);
    }
    assertThat(detector.rising()).extracting(Trend::key).containsExactly(7);
  }

  @Test
  void theMostSurprisingComesFirst() {
    run(HOUR, 0.2);
    for (int i = 0; i < 60; i++) {
      detector.add(8, 1);
      detector.add(9, 3);
      close(100);
    }
    assertThat(detector.rising()).extracting(Trend::key).containsExactly(9, 8);
    assertThat(detector.rising())
        .isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
  }

  @Test
  void whatLeadsNeedNotRise() {
    run(HOUR, 0.2);
    for (int i = 0; i < 30; i++) {
      detector.add(8, i % 5 == 0 ? 1 : 0);
      detector.add(9, 1);
      close(100);
    }
    assertThat(detector.rising()).extracting(Trend::key).containsExactly(9);
    assertThat(detector.leading(10)).extracting(Trend::key).startsWith(9, 8);
    assertThat(detector.leading(1)).extracting(Trend::key).containsExactly(9);
    run(HOUR, 0.2);
    assertThat(detector.leading(10)).extracting(Trend::key).doesNotContain(8, 9);
  }

  @Test
  void aDailyCycleOfAKeyIsNoNewsOnceItIsKnown() {
    for (int day = 1; day <= 3; day++) {
      risen.clear();
      for (int tick = 0; tick < 24 * HOUR / 5; tick++) {
        double hour = tick * 5.0 / HOUR;
        double rate = 0.3 * Math.exp(1.5 * Math.cos(2 * Math.PI * (hour - 18) / 24));
        add(0, 5 * rate);
        add(1, 5 * 3);
        close(5 * SECOND, 500);
      }
      if (day == 1) {
        assertThat(risen).as("day 1").containsExactly(0);
      }
    }
    assertThat(risen).as("day 3").isEmpty();
  }

  @Test
  void aBurstWithinAKnownDailyCycleRises() {
    for (int tick = 0; tick < 50 * HOUR / 5; tick++) {
      double hour = tick * 5.0 / HOUR;
      double rate = 0.3 * Math.exp(1.5 * Math.cos(2 * Math.PI * (hour - 18) / 24));
      if (tick >= 48 * HOUR / 5) {
        rate *= 4;
      } else {
        risen.clear();
      }
      add(0, 5 * rate);
      close(5 * SECOND, 500);
    }
    assertThat(risen).containsExactly(0);
  }

  @Test
  void aMillionKeysTakeFiftyBytesEach() {
    int keys = 1 << 20;
    long before = usedMemory();
    for (int key = 0; key < keys; key++) {
      detector.add(key, 1);
      if (key % 10_000 == 0) {
        close(10_000);
      }
    }
    close(10_000);
    long bytes = usedMemory() - before;
    assertThat(bytes / (double) keys).isLessThan(60);
    assertThat(detector.rising()).isEmpty();
  }

  @Test
  void longAgoDoesNotOverflow() {
    for (int day = 0; day < 400; day++) {
      detector.add(0, 10);
      close(Duration.ofDays(1).toMillis(), 1_000);
    }
    assertThat(detector.rising()).isEmpty();
    for (int i = 0; i < 5; i++) {
      detector.add(0, 50);
      close(SECOND, 100);
    }
    assertThat(detector.rising()).hasSize(1);
    assertThat(detector.rising().get(0).score()).isPositive().isFinite();
  }

  @Test
  void devianceIsSignedAndCloseToTheZScoreOfLargeCounts() {
    assertThat(SurpriseDetector.deviance(10, 10)).isZero();
    assertThat(SurpriseDetector.deviance(0, 8)).isCloseTo(-4, within(1e-9));
    assertThat(SurpriseDetector.deviance(10_200, 10_000)).isCloseTo(2, within(0.02));
    assertThat(SurpriseDetector.deviance(9_800, 10_000)).isCloseTo(-2, within(0.02));
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(
            () -> new TrendOptions(Duration.ZERO, Duration.ofHours(1), 1, 18, 10, 2, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ratio");
  }

  /** Key 0 at a rate a second, among 100 RSVPs a second. */
  private void run(int seconds, double rate) {
    for (int second = 0; second < seconds; second++) {
      add(0, rate);
      close(100);
    }
  }

  private void add(int key, double mean) {
    int rsvps = poisson(mean);
    if (rsvps > 0) {
      detector.add(key, rsvps);
    }
  }

  private void close(long rsvps) {
    close(SECOND, rsvps);
  }

  private void close(long millis, long rsvps) {
    now += millis;
    detector.close(now, rsvps);
    detector.rising().forEach(trend -> risen.add(trend.key()));
  }

  private int poisson(double mean) {
    int count = -1;
    double sum = 0;
    while (sum < mean) {
      sum -= Math.log(1 - random.nextDouble());
      count++;
    }
    return count;
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
