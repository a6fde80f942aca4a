package dev.meetuppulse.simulator.trends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.trend.TrendOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final double MAX_FALSE_ALARMS = 0.4;
  private static final double ECHOES = Plan.DEFAULT.traffic().echoes();

  @Test
  void surprise_findsBurstsSoon_andIsClearlyAheadOfThePlainWays() {
    Plan plan = Plan.DEFAULT.withSeeds(List.of(31L, 32L)).judgedFor(Duration.ofHours(3));
    List<Score> scores = new Evaluation(plan, TrendOptions.DEFAULTS).run(seed -> {});
    Score surprise = scores.get(3);
    assertThat(surprise.detector()).isEqualTo("surprise");
    assertThat(surprise.bursts()).isGreaterThanOrEqualTo(10);
    assertThat(surprise.recall()).isGreaterThanOrEqualTo(0.95);
    assertThat(surprise.medianDelaySeconds()).isBetween(1.0, 60.0);
    assertThat(surprise.falseAlarmsPerHour()).isLessThanOrEqualTo(1);
    for (Score plain : scores.subList(0, 3)) {
      assertThat(surprise.precision()).isGreaterThan(2 * plain.precision());
      assertThat(surprise.falseAlarmsPerHour()).isLessThan(plain.falseAlarmsPerHour());
    }
  }

  @Test
  void aDailyCycle_raisesNoMoreAlarmsThanAllowed() {
    assertThat(falseAlarmsAnHour(quiet(2, ECHOES, false), 30))
        .isLessThanOrEqualTo(MAX_FALSE_ALARMS);
  }

  @Test
  void aWeeklyCycle_raisesNoMoreAlarmsThanAllowed() {
    Plan weekly = quiet(0.3, ECHOES, true);
    Plan.Timeline tenDays =
        new Plan.Timeline(Duration.ofHours(1), Duration.ofDays(10), Duration.ofSeconds(30));
    Plan plan = new Plan(weekly.seeds(), weekly.traffic(), weekly.bursts(), tenDays);
    assertThat(surprise(plan).falseAlarmsPerHour()).isLessThanOrEqualTo(MAX_FALSE_ALARMS);
  }

  @Test
  void anEchoStorm_raisesNoMoreAlarmsThanAllowed() {
    assertThat(falseAlarmsAnHour(quiet(5, 4, false), 12)).isLessThanOrEqualTo(MAX_FALSE_ALARMS);
  }

  @Test
  void burstsInOneCity_areFound() {
    Plan.Bursts bursts =
        new Plan.Bursts(
            List.of(10.0),
            Duration.ofHours(2),
            Duration.ofHours(3),
            Plan.BurstTargets.TOPICS_IN_CITIES);
    Score score =
        surprise(
            Plan.DEFAULT
                .withSeeds(List.of(36L))
                .withTraffic(new Plan.UsualTraffic(2, ECHOES, false))
                .withBursts(bursts)
                .judgedFor(Duration.ofHours(24)));
    assertThat(score.bursts()).isEqualTo(8);
    assertThat(score.recall()).isEqualTo(1);
  }

  @Test
  void anOracle_isAheadOfAllOthers() {
    Plan plan =
        Plan.DEFAULT
            .withSeeds(List.of(37L))
            .withTraffic(new Plan.UsualTraffic(1.3, ECHOES, false))
            .judgedFor(Duration.ofHours(12));
    List<Contender> contenders = Contenders.curves(TrendOptions.DEFAULTS);
    List<Score> scores = new Evaluation(plan, contenders.subList(0, 2)).run(seed -> {});
    Score oracle = scores.get(3);
    Score surprise = scores.get(scores.size() - 1);
    assertThat(oracle.detector()).isEqualTo("oracle 3.0");
    assertThat(oracle.recall()).isGreaterThanOrEqualTo(surprise.recall());
    assertThat(oracle.medianDelaySeconds()).isLessThan(surprise.medianDelaySeconds());
    assertThat(oracle.falseAlarmsPerHour()).isLessThan(0.2);
  }

  @Test
  void equalSeeds_giveEqualScores() {
    Plan plan = Plan.DEFAULT.withSeeds(List.of(35L)).judgedFor(Duration.ofHours(1));
    assertThat(surprise(plan)).isEqualTo(surprise(plan));
  }

  private static Plan quiet(double rate, double echoes, boolean weekly) {
    return Plan.DEFAULT
        .withSeeds(List.of(33L, 34L))
        .withTraffic(new Plan.UsualTraffic(rate, echoes, weekly))
        .withoutBursts();
  }

  private static double falseAlarmsAnHour(Plan plan, int hours) {
    return surprise(plan.judgedFor(Duration.ofHours(hours))).falseAlarmsPerHour();
  }

  private static Score surprise(Plan plan) {
    return new Evaluation(plan, List.of(Contenders.surprise(TrendOptions.DEFAULTS)))
        .run(seed -> {})
        .get(0);
  }
}
