package dev.meetuppulse.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupStoreTest {
  private static final int MANY = 1 << 14;

  @Test
  void hashCode_ofGroupsWhoseNumbersAddUpToTheSame_differs() {
    assertThat(IntStream.range(0, MANY).map(i -> sameSum(i).hashCode()).distinct().count())
        .isGreaterThan(MANY - 100);
  }

  @Test
  void find_amongManyGroups_thoseThatAreHeld() {
    GroupStore groups = new GroupStore(sameSum(MANY), new Serials());
    for (int i = 0; i < MANY; i++) {
      assertThat(groups.add(sameSum(i))).isEqualTo(i + 1);
    }
    for (int i = 0; i < MANY; i += 2) {
      groups.remove(i + 1);
    }
    for (int i = 0; i < MANY; i++) {
      assertThat(groups.find(sameSum(i))).isEqualTo(i % 2 == 0 ? Dictionary.NONE : i + 1);
    }
  }

  /** A group without a name is still distinguished from others by its city. */
  @Test
  void hashCode_ofGroupsThatLackAKey_differs() {
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      int city = i;
      hashes.add(
          KeyNumbers.of(one -> one == Dimension.CITIES ? city : Dictionary.NONE, 7).hashCode());
    }
    assertThat(hashes).hasSizeGreaterThan(990);
  }

  /**
   * Another group for each number; the usual hash code, times 31 and plus the next, is the same.
   */
  private static KeyNumbers sameSum(int number) {
    int a = number >>> 8;
    int b = number & 0xff;
    return KeyNumbers.of(ones -> 1, 1_000 + a, 100_000 - 31 * a, 1_000 + b, 100_000 - 31 * b);
  }
}
