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
  private static final double MOST = 0.4;

  @Test
  void surpriseFindsBurstsSoonAndIsClearlyAheadOfThePlainWays() {
    Plan plan = Plan.DEFAULT.withSeeds(List.of(31L, 32L)).withHours(3);
    List<Score> scores = new TrendEvaluation(plan, OPTIONS).run(seed -> {});
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
  void aDailyCycleRaisesNoMoreAlarmsThanAllowed() {
    Plan plan = Plan.DEFAULT.withSeeds(List.of(33L, 34L)).withRate(2).withHours(30);
    assertThat(falseAlarmsAnHour(plan.withoutBursts())).isLessThanOrEqualTo(MOST);
  }

  @Test
  void anEchoStormRaisesNoMoreAlarmsThanAllowed() {
    Plan plan = Plan.DEFAULT.withSeeds(List.of(34L)).withRate(5).withHours(12);
    assertThat(falseAlarmsAnHour(plan.withEchoes(4).withoutBursts())).isLessThanOrEqualTo(MOST);
  }

  @Test
  void equalSeedsGiveEqualScores() {
    Plan plan = Plan.DEFAULT.withSeeds(List.of(35L)).withHours(1);
    assertThat(surpriseAlone(plan)).isEqualTo(surpriseAlone(plan));
  }

  private static double falseAlarmsAnHour(Plan plan) {
    return surpriseAlone(plan).get(0).falseAlarmsPerHour();
  }

  private static List<Score> surpriseAlone(Plan plan) {
    return new TrendEvaluation(plan, Map.of("surprise", () -> new SurpriseDetector(OPTIONS)))
        .run(seed -> {});
  }
}
