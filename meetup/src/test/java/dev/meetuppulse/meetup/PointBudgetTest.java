package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PointBudgetTest {
  private static final long MINUTE = 60_000;

  /**
   * Requests of any cost and length, each as soon as it may: the server may count at any moment.
   */
  @Property
  void any60Seconds_neverMoreThanTheBudget(
      @ForAll @Size(min = 50, max = 200) List<@IntRange(min = 1, max = 25) Integer> points,
      @ForAll @Size(200) List<@IntRange(max = 5_000) Integer> takes,
      @ForAll @IntRange(min = 0, max = 1) int countedAtTheEnd) {
    PointBudget budget = new PointBudget(100);
    List<long[]> counted = new ArrayList<>();
    long now = 1_000_000;
    for (int i = 0; i < points.size(); i++) {
      for (long wait = budget.waitFor(points.get(i), now);
          wait > 0;
          wait = budget.waitFor(points.get(i), now)) {
        now += wait;
      }
      PointBudget.Request spent = budget.spend(points.get(i), now);
      long end = now + takes.get(i);
      counted.add(new long[] {countedAtTheEnd == 1 && i % 2 == 0 ? end : now, points.get(i)});
      now = end;
      spent.answered(now);
    }
    for (long[] from : counted) {
      long sum =
          counted.stream()
              .filter(one -> one[0] >= from[0] && one[0] < from[0] + MINUTE)
              .mapToLong(one -> one[1])
              .sum();
      assertThat(sum).isLessThanOrEqualTo(100);
    }
  }

  @Test
  void spend_everythingAtOnce_isSpreadOverTheMinute() {
    PointBudget budget = new PointBudget(400);
    long now = 0;
    for (int i = 0; i < 4; i++) {
      assertThat(budget.waitFor(25, now)).isZero();
      budget.spend(25, now).answered(now);
    }

    assertThat(budget.waitFor(25, now)).isEqualTo(10_000);
    assertThat(budget.waitFor(25, now + 10_000)).isZero();
    assertThat(budget.used(now)).isEqualTo(100);
  }

  @Test
  void refused_waitsShrinksAndGrowsBack() {
    PointBudget budget = new PointBudget(400);

    budget.refused(30_000, 0);

    assertThat(budget.waitFor(1, 10_000)).isEqualTo(20_000);
    assertThat(budget.waitFor(1, 30_000)).isZero();
    assertThat(budget.limit(30_000)).isEqualTo(300);
    assertThat(budget.limit(MINUTE)).isEqualTo(320);
    assertThat(budget.limit(10 * MINUTE)).isEqualTo(400);
    for (int i = 0; i < 100; i++) {
      budget.refused(0, 20 * MINUTE);
    }
    assertThat(budget.limit(20 * MINUTE)).isEqualTo(80);
  }

  @Test
  void aQueryThatIsTooLargeForABurst_isAskedAlone() {
    PointBudget budget = new PointBudget(10);

    assertThat(budget.waitFor(4, 0)).isZero();
    budget.spend(4, 0).answered(100);
    assertThat(budget.waitFor(4, 200)).isPositive();
  }
}
