package dev.meetuppulse.core.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurpriseDetectorTest {
  private static final long START = 1_790_000_000_000L;
  private static final long SECOND = 1_000;
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final double ALLOWED = 1;

  /** Keys that are as usual, so that there is something to be usual beside. */
  private static final int FIRST_OTHER = 1_000;

  private static final int OTHERS = 10;

  private final SplittableRandom random = new SplittableRandom(42);
  private SurpriseDetector detector = new SurpriseDetector(TrendOptions.DEFAULTS);
  private final Set<Integer> risen = new HashSet<>();
  private long now = START;

  /** Chance has its way, as often as it is allowed to, however fast the stream. */
  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.5, 10})
  void whatIsAsUsualRisesAsOftenAsAllowed(double rsvpsPerSecond) {
    SurpriseDetector usual =
        new SurpriseDetector(TrendOptions.DEFAULTS.withFalseAlarmsAnHour(ALLOWED));
    int hours = 40;
    int alarms = 0;
    Set<Integer> before = new HashSet<>();
    for (int tick = 0; tick < hours * HOUR / 5; tick++) {
      int rsvps = poisson(5 * rsvpsPerSecond);
      for (int i = 0; i < rsvps; i++) {
        // As in life, a few keys have much, and most have little.
        usual.add((int) Math.pow(1_000, random.nextDouble()) - 1, 1);
      }
      now += 5 * SECOND;
      usual.close(now, rsvps);
      Set<Integer> keys = new HashSet<>();
      usual.rising().forEach(trend -> keys.add(trend.key()));
      alarms += keys.size();
      keys.retainAll(before);
      alarms -= keys.size();
      before.clear();
      usual.rising().forEach(trend -> before.add(trend.key()));
    }
    assertThat(alarms / (double) hours).isLessThan(1.3 * ALLOWED);
  }

  @Test
  void whatTriplesRisesWithinAMinuteWithItsStart() {
    run(HOUR, 0.2);
    assertThat(rising()).isEmpty();
    long began = now;
    int seconds = 0;
    while (rising().isEmpty() && seconds < 5 * MINUTE) {
      run(1, 0.6);
      seconds++;
    }
    assertThat(seconds).isBetween(15, 120);
    run(8 * MINUTE, 0.6);
    Trend trend = rising().get(0);
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
    assertThat(rising()).isNotEmpty();
    run(5 * MINUTE, 0.2);
    assertThat(rising()).isEmpty();
  }

  @Test
  void itRisesNoMoreWhenAllFallsSilent() {
    run(HOUR, 0.2);
    run(10 * MINUTE, 0.6);
    for (int second = 0; second <= 10 * MINUTE; second++) {
      close(0);
    }
    assertThat(rising()).isEmpty();
  }

  @Test
  void whatStaysMoreBecomesUsual() {
    run(2 * HOUR, 0.2);
    run(12 * HOUR, 0.6);
    assertThat(rising()).isEmpty();
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
    assertThat(rising()).isEmpty();
    for (int i = 0; i < 20; i++) {
      detector.add(7, 1);
      close(100);
    }
    assertThat(rising()).extracting(Trend::key).containsExactly(7);
  }

  @Test
  void aForgottenKeyTakesNothingAlong() {
    run(2 * HOUR, 0.2);
    run(10 * MINUTE, 0.6);
    assertThat(rising()).isNotEmpty();
    detector.forget(0);
    assertThat(rising()).isEmpty();
    assertThat(detector.leading(10)).extracting(Trend::key).doesNotContain(0);
    run(1, 4);
    assertThat(rising()).as("four of a key never seen before").isEmpty();
  }

  @Test
  void theMostSurprisingComesFirst() {
    run(HOUR, 0.2);
    for (int i = 0; i < 60; i++) {
      detector.add(8, 1);
      detector.add(9, 3);
      close(100);
    }
    assertThat(rising()).extracting(Trend::key).containsExactly(9, 8);
    assertThat(rising()).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
  }

  @Test
  void whatLeadsNeedNotRise() {
    run(HOUR, 0.2);
    for (int i = 0; i < 30; i++) {
      detector.add(8, i % 5 == 0 ? 1 : 0);
      detector.add(9, 1);
      close(100);
    }
    assertThat(rising()).extracting(Trend::key).containsExactly(9);
    assertThat(detector.leading(10)).extracting(Trend::key).startsWith(9, 8);
    assertThat(detector.leading(1)).extracting(Trend::key).containsExactly(9);
    run(HOUR, 0.2);
    assertThat(detector.leading(10)).extracting(Trend::key).doesNotContain(8, 9);
  }

  @Test
  void aDailyCycleOfAKeyIsNoNewsOnceItIsKnown() {
    detector = withoutChance();
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
        assertThat(risen).as("day 1").contains(0);
      }
    }
    assertThat(risen).as("day 3").isEmpty();
  }

  @Test
  void aWeeklyCycleOfAKeyIsNoNewsOnceItIsKnown() {
    detector = withoutChance();
    for (int day = 0; day < 21; day++) {
      if (day == 1 || day == 14) {
        risen.clear();
      }
      for (int minute = 0; minute < 24 * MINUTE; minute++) {
        double days = day + minute / (24.0 * MINUTE);
        add(0, MINUTE * 0.1 * Math.exp(1.5 * Math.cos(2 * Math.PI * (days - 4) / 7)));
        close(MINUTE * SECOND, MINUTE * 20);
      }
      if (day == 4) {
        assertThat(risen).as("first week").contains(0);
      }
    }
    assertThat(risen).as("third week").isEmpty();
  }

  @Test
  void aSparseStreamHasItsTrendsToo() {
    for (int minute = 0; minute < 10 * 24 * MINUTE; minute++) {
      add(0, 0.8 / (24 * MINUTE));
      close(MINUTE * SECOND, poisson(50.0 / MINUTE));
    }
    assertThat(detector.isWarm()).isTrue();
    risen.clear();
    for (int hour = 0; hour < 8; hour++) {
      detector.add(0, 1);
      close(HOUR * SECOND, 50);
    }
    assertThat(risen).containsExactly(0);
    Trend trend = rising().get(0);
    assertThat(trend.now()).isEqualTo(8);
    assertThat(trend.expected()).isLessThan(1);
    assertThat(trend.since()).isCloseTo(now - 8 * HOUR * SECOND, within(HOUR * SECOND));
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
  void aMillionKeysTakeEightyBytesEach() {
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
    assertThat(bytes / (double) keys).isLessThan(90);
    assertThat(rising()).isEmpty();
  }

  @Test
  void longAgoDoesNotOverflow() {
    for (int day = 0; day < 400; day++) {
      detector.add(0, 10);
      close(Duration.ofDays(1).toMillis(), 1_000);
    }
    assertThat(rising()).isEmpty();
    for (int i = 0; i < 5; i++) {
      detector.add(0, 50);
      close(SECOND, 100);
    }
    assertThat(rising()).hasSize(1);
    assertThat(detector.rising().get(0).score()).isPositive().isFinite();
  }

  @Test
  void afterMonthsWithoutAnyRsvpItStartsAfresh() {
    run(HOUR, 0.2);
    close(Duration.ofDays(200).toMillis(), 0);
    run(2 * HOUR, 0.2);
    long began = now;
    run(8 * MINUTE, 0.6);
    Trend trend = rising().get(0);
    assertThat(trend.key()).isZero();
    assertThat(trend.since()).isCloseTo(began, within(60 * SECOND));
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
    assertThatThrownBy(() -> new TrendOptions(0, Duration.ZERO, 5, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("false alarms");
  }

  /** In a week of a key's life chance raises it now and then; here it does not. */
  private static SurpriseDetector withoutChance() {
    return new SurpriseDetector(TrendOptions.DEFAULTS.withFalseAlarmsAnHour(0.001));
  }

  /** Key 0 at a rate a second, among 100 RSVPs a second. */
  private void run(int seconds, double rate) {
    for (int second = 0; second < seconds; second++) {
      add(0, rate);
      close(100);
    }
  }

  /** Of the others chance raises one now and then. */
  private List<Trend> rising() {
    return detector.rising().stream().filter(trend -> trend.key() < FIRST_OTHER).toList();
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
    for (int key = 0; key < OTHERS; key++) {
      add(FIRST_OTHER + key, (double) rsvps / OTHERS);
    }
    now += millis;
    detector.close(now, rsvps);
    rising().forEach(trend -> risen.add(trend.key()));
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
