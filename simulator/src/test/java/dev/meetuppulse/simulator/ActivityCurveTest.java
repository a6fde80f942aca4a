package dev.meetuppulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ActivityCurveTest {
  private static final ActivityCurve WEEKLY = new ActivityCurve(false, true);
  private static final long HOUR = 3_600_000;

  @Test
  void theUs_isBusiestInTheMiddleOfTheWeek_andOthersAtItsEnd() {
    assertThat(us("2026-06-03")).isCloseTo(0.626 * 1.2, within(1e-9));
    assertThat(us("2026-06-06")).isCloseTo(0.626 * 0.7, within(1e-9));
    assertThat(WEEKLY.others(noon("2026-06-06"))).isCloseTo(0.374 * 1.1, within(1e-9));
    assertThat(us("2026-06-07")).isCloseTo(0.626 * 0.8, within(1e-9));
    assertThat(us("2026-06-01")).isCloseTo(0.626 * 1.1, within(1e-9));
  }

  @Test
  void aWeek_leavesTheMeanAsItIs_andHasNoSteps() {
    double sum = 0;
    long start = noon("2026-06-01");
    for (int hour = 0; hour < 7 * 24; hour++) {
      long time = start + hour * HOUR;
      double rate = WEEKLY.us(time) + WEEKLY.others(time);
      double next = WEEKLY.us(time + HOUR) + WEEKLY.others(time + HOUR);
      assertThat(next).isCloseTo(rate, within(0.01));
      sum += rate;
    }
    assertThat(sum / (7 * 24)).isCloseTo(1, within(0.001));
  }

  @Test
  void withoutCycles_theRateIsTheSameAtAnyTime() {
    ActivityCurve flat = new ActivityCurve(false, false);
    assertThat(flat.us(noon("2026-06-03"))).isEqualTo(flat.us(0)).isEqualTo(0.626);
  }

  private static double us(String day) {
    return WEEKLY.us(noon(day));
  }

  private static long noon(String day) {
    return Instant.parse(day + "T12:00:00Z").toEpochMilli();
  }
}
