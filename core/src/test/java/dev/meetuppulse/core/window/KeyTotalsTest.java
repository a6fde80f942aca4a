package dev.meetuppulse.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KeyTotalsTest {
  private static final List<Dimension> COUNTED =
      List.of(Dimension.CITIES, Dimension.EVENTS, Dimension.TOPICS);

  private final Dictionary dictionary = new Dictionary(List.of(Dimension.values()));

  @Property(tries = 20)
  void totals_askedForAtAnyMoment_addUpAsInAMap(@ForAll long seed) {
    Random random = new Random(seed);
    Cell cell = new Cell();
    KeyTotals totals = new KeyTotals(dictionary, COUNTED);
    Map<Dimension, Map<Integer, Long>> model = new EnumMap<>(Dimension.class);
    COUNTED.forEach(dimension -> model.put(dimension, new HashMap<>()));
    int groups = 1 + random.nextInt(2 * KeyTotals.MAX_WAITING);
    for (int i = 0; i < 4 * KeyTotals.MAX_WAITING; i++) {
      int group = group(random.nextInt(groups));
      int event = random.nextInt(4) - 1;
      int sign = random.nextInt(3) == 0 ? -1 : 1;
      long going = (long) random.nextInt(1_000_001) * sign;
      cell.of(group, event).counts().set(sign, 0, sign, going);
      totals.add(cell);
      dictionary
          .group(group)
          .forEach(
              event,
              (dimension, key) ->
                  model.computeIfPresent(dimension, (d, sums) -> plus(sums, key, going)));
      if (random.nextInt(KeyTotals.MAX_WAITING) == 0) {
        assertSame(totals, model);
      }
    }
    assertSame(totals, model);
  }

  @Test
  void of_aDimensionThatIsNotCounted_null() {
    assertThat(new KeyTotals(dictionary, COUNTED).of(Dimension.STATES)).isNull();
  }

  /** A group in one of 50 cities, with three of 100 topics. */
  private int group(int number) {
    return dictionary.number(
        KeyNumbers.of(
            dimension ->
                switch (dimension) {
                  case CITIES -> number % 50;
                  case GROUPS -> number;
                  default -> 0;
                },
            number % 100,
            number % 99,
            50 + number % 50));
  }

  private static Map<Integer, Long> plus(Map<Integer, Long> sums, int key, long going) {
    sums.merge(key, going, Long::sum);
    return sums;
  }

  private static void assertSame(KeyTotals totals, Map<Dimension, Map<Integer, Long>> model) {
    model.forEach(
        (dimension, sums) ->
            sums.forEach(
                (key, going) ->
                    assertThat(totals.of(dimension).going(key))
                        .as("%s %s", dimension, key)
                        .isEqualTo(going)));
  }
}
