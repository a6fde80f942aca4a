package dev.meetuppulse.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.rsvp.Key;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyStoreTest {
  private static final int MANY = 1 << 18;

  private final KeyStore keys = new KeyStore(new Serials());

  @Test
  void find_manyNamesWithTheSameHashCode_inFewSteps() {
    for (int i = 0; i < MANY; i++) {
      assertThat(keys.add(sameHash(i))).isEqualTo(i + 1);
    }
    assertThat(IntStream.range(0, MANY).mapToLong(i -> keys.distance(sameHash(i))).sum())
        .isLessThan(4L * MANY);
    for (int i = 0; i < MANY; i += 2) {
      keys.remove(i + 1);
    }
    for (int i = 0; i < MANY; i++) {
      assertThat(keys.find(sameHash(i))).isEqualTo(i % 2 == 0 ? Dictionary.NONE : i + 1);
    }
    assertThat(keys.held()).isEqualTo(MANY / 2);
  }

  /** Another key for each number below {@link #MANY}; all of them have the same hash code. */
  private static Key sameHash(int number) {
    StringBuilder name = new StringBuilder();
    for (int bit = 1; bit < MANY; bit *= 2) {
      name.append((number & bit) == 0 ? "Aa" : "BB");
    }
    return Key.of(name.toString());
  }
}
