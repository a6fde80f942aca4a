package dev.meetuppulse.core.rsvp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextBudgetTest {
  private static final Key CITY = Key.of("Salem, OR");

  @Test
  void fits_aRealGroup_butNoneWithMuchText() {
    List<Key> topics = IntStream.range(0, 21).mapToObj(i -> Key.of("topic-" + i)).toList();
    Key large = Key.of("x".repeat(7_000));
    List<Key> many = IntStream.range(0, 60).mapToObj(i -> Key.of("t" + i)).toList();

    assertThat(TextBudget.fits(group("us", topics))).isTrue();
    assertThat(TextBudget.fits(group("x".repeat(7_000), topics))).isFalse();
    assertThat(TextBudget.fits(group("us", List.of(large)))).isFalse();
    assertThat(TextBudget.fits(group("us", many))).isFalse();
  }

  @Test
  void isFull_whatWasTakenIn_isAboveTheBoundOnce() {
    TextBudget budget = new TextBudget();
    GroupKeys group = group("u".repeat(6_000), List.of());
    for (int i = 0; i < 48_000_000 / group.size(); i++) {
      assertThat(budget.isFull(group)).isFalse();
    }

    assertThat(budget.isFull(group)).isTrue();
    assertThat(budget.isFull(group)).isFalse();
  }

  private static GroupKeys group(String country, List<Key> topics) {
    return new GroupKeys(country, CITY, null, null, topics);
  }
}
