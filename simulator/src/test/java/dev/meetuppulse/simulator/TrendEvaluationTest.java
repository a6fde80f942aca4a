package dev.meetuppulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.trend.SurpriseDetector;
import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.simulator.TrendEvaluation.Plan;
import dev.meetuppulse.simulator.TrendEvaluation.Score;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrendEvaluationTest {
  private static final TrendOptions OPTIONS = TrendOptions.DEFAULTS;

  @Test
  void surpriseFindsBurstsSoonAndIsClearlyAheadOfThePlainWays() {
    Plan plan = Plan.DEFAULT.withSeeds(List.of(31L, 32L)).withHours(3);
    List<Score> scores = new TrendEvaluation(plan, OPTIONS).run(seed -> {});
    Score surprise = scores.get(scores.size() - 1);
    assertThat(surprise.detector()).isEqualTo("surprise");
    assertThat(surprise.bursts()).isGreaterThanOrEqualTo(10);
    assertThat(surprise.recall()).isGreaterThanOrEqualTo(0.95);
    assertThat(surprise.medianDelaySeconds()).isBetween(1.0, 60.0);
    assertThat(surprise.falseAlarmsPerHour()).isLessThanOrEqualTo(1);
    for (Score plain : scores.subList(0, scores.size() - 1)) {
      assertThat(surprise.precision()).isGreaterThan(2 * plain.precision());
      assertThat(surprise.falseAlarmsPerHour()).isLessThan(plain.falseAlarmsPerHour());
    }
  }

  @Test
  void aDailyCycleRaisesNoAlarm() {
    assertThat(falseAlarms(Plan.DEFAULT.withSeeds(List.of(33L)).withHours(26).withoutBursts()))
        .isZero();
  }

  @Test
  void anEchoStormRaisesNoAlarm() {
    assertThat(
            falseAlarms(
                Plan.DEFAULT.withSeeds(List.of(34L)).withHours(2).withEchoes(4).withoutBursts()))
        .isZero();
  }

  @Test
  void equalSeedsGiveEqualScores() {
    Plan plan = Plan.DEFAULT.withSeeds(List.of(35L)).withHours(1);
    assertThat(surpriseAlone(plan)).isEqualTo(surpriseAlone(plan));
  }

  private static int falseAlarms(Plan plan) {
    return surpriseAlone(plan).get(0).falseAlarms();
  }

  private static List<Score> surpriseAlone(Plan plan) {
    return new TrendEvaluation(plan, Map.of("surprise", () -> new SurpriseDetector(OPTIONS)))
        .run(seed -> {});
  }
}
