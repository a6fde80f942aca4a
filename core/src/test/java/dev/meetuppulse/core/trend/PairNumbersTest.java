package dev.meetuppulse.core.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairNumbersTest {
  private final List<Integer> gone = new ArrayList<>();

  @Test
  void aPair_keepsItsNumber_andNoOtherHasIt() {
    PairNumbers pairs = new PairNumbers(100_000, gone::add);
    Random random = new Random(5);
    Map<List<Integer>, Integer> numbers = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      int first = random.nextInt(200);
      int second = random.nextInt(200);
      int number = pairs.number(first, second, i);
      assertThat(numbers.computeIfAbsent(List.of(first, second), unseen -> number))
          .isEqualTo(number);
      assertThat(pairs.first(number)).isEqualTo(first);
      assertThat(pairs.second(number)).isEqualTo(second);
    }
    assertThat(new HashSet<>(numbers.values())).hasSameSizeAs(numbers.keySet());
    assertThat(pairs.held()).isEqualTo(numbers.size());
    assertThat(gone).isEmpty();
  }

  @Test
  void ofTooMany_theLongestUnseenGiveWay() {
    PairNumbers pairs = new PairNumbers(100, gone::add);
    int kept = pairs.number(7, 7, 0);
    Set<Integer> numbers = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      numbers.add(pairs.number(1, i, i));
      assertThat(pairs.number(7, 7, i)).isEqualTo(kept);
      assertThat(pairs.held()).isLessThanOrEqualTo(100);
    }
    assertThat(gone).doesNotContain(kept).hasSize(10_001 - pairs.held());
    assertThat(numbers).allMatch(number -> number < 100);
  }

  @Test
  void forgetIf_givesNumbersBack_andLeavesTheOthers() {
    PairNumbers pairs = new PairNumbers(1_000, gone::add);
    for (int i = 0; i < 600; i++) {
      pairs.number(i % 3, i, 0);
    }
    int other = pairs.number(1, 4, 0);
    pairs.forgetIf((first, second) -> first == 2);
    assertThat(gone).hasSize(200);
    assertThat(pairs.held()).isEqualTo(400);
    assertThat(pairs.number(1, 4, 1)).isEqualTo(other);
    assertThat(gone).contains(pairs.number(2, 5, 1));
  }
}
