package dev.meetuppulse.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.rsvp.Facets;
import dev.meetuppulse.core.rsvp.Key;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DictionaryTest {
  private static final int MANY = 10_000;

  private final Dictionary dictionary = new Dictionary(List.of(Dimension.values()));

  @Test
  void number_facetsOfAnotherInstance_sameNumber() {
    assertThat(dictionary.number(facets(1))).isEqualTo(1);
    assertThat(dictionary.number(facets(2))).isEqualTo(2);
    assertThat(dictionary.number(facets(1))).isEqualTo(1);
  }

  @Test
  void number_manyFacets_eachKeepsItsOwn() {
    List<Facets> groups = IntStream.range(0, MANY).mapToObj(DictionaryTest::facets).toList();

    for (int round = 0; round < 2; round++) {
      assertThat(groups)
          .extracting(group -> dictionary.number(group))
          .containsExactlyElementsOf(numbers());
    }
    assertThat(dictionary.groups().held()).isEqualTo(MANY);
  }

  @Test
  void number_facetsThatDifferInWhatIsNotCounted_sameNumber() {
    Dictionary cities = new Dictionary(List.of(Dimension.CITIES));

    assertThat(cities.number(facets(1))).isEqualTo(cities.number(facets(2)));
  }

  private static List<Integer> numbers() {
    return IntStream.rangeClosed(1, MANY).boxed().toList();
  }

  private static Facets facets(int group) {
    return new Facets(
        "us", Key.of("Salem, OR"), Key.of("OR"), Key.of("group-" + group), List.of(Key.of("art")));
  }
}
