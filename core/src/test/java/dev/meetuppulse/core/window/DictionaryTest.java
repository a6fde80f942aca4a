package dev.meetuppulse.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DictionaryTest {
  private static final int MANY = 10_000;

  private final Dictionary dictionary = new Dictionary(List.of(Dimension.values()));

  @Test
  void number_keysOfAnotherInstance_sameNumber() {
    assertThat(dictionary.number(groupKeys(1))).isEqualTo(1);
    assertThat(dictionary.number(groupKeys(2))).isEqualTo(2);
    assertThat(dictionary.number(groupKeys(1))).isEqualTo(1);
  }

  @Test
  void number_manyGroups_eachKeepsItsOwn() {
    List<GroupKeys> groups = IntStream.range(0, MANY).mapToObj(DictionaryTest::groupKeys).toList();

    for (int round = 0; round < 2; round++) {
      assertThat(groups)
          .extracting(group -> dictionary.number(group))
          .containsExactlyElementsOf(numbers());
    }
    assertThat(dictionary.groups().held()).isEqualTo(MANY);
  }

  @Test
  void number_keysThatDifferInWhatIsNotCounted_sameNumber() {
    Dictionary cities = new Dictionary(List.of(Dimension.CITIES));

    assertThat(cities.number(groupKeys(1))).isEqualTo(cities.number(groupKeys(2)));
  }

  private static List<Integer> numbers() {
    return IntStream.rangeClosed(1, MANY).boxed().toList();
  }

  private static GroupKeys groupKeys(int group) {
    return new GroupKeys(
        "us", Key.of("Salem, OR"), Key.of("OR"), Key.of("group-" + group), List.of(Key.of("art")));
  }
}
