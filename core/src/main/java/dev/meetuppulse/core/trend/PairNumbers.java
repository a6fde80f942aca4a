package dev.meetuppulse.core.trend;

import dev.meetuppulse.core.window.SecretHash;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Gives small numbers to pairs of keys, such as a topic within a city. Bounded: when there are too
 * many, the least recently used quarter is evicted. Memory: at most 40 bytes a pair.
 */
public final class PairNumbers {
  private static final int FIRST_SLOTS = 1024;
  private static final int FREED_PART = 4;

  /** Selects pairs to forget. */
  @FunctionalInterface
  public interface Test {
    boolean test(int first, int second);
  }

  private final int most;
  private final IntConsumer gone;

  /** Numbers plus one by the hash of their pair; 0 where there is none. */
  private int[] slots = new int[FIRST_SLOTS];

  /** By number: the pair, when it was last seen, and whether the number is in use. */
  private long[] pairs = new long[FIRST_SLOTS / 2];

  private int[] seen = new int[FIRST_SLOTS / 2];
  private boolean[] used = new boolean[FIRST_SLOTS / 2];

  private int[] free = new int[0];
  private int freeSize;
  private int size;
  private int held;

  /**
   * Numbers for at most {@code most} pairs; {@code gone} receives each freed number before it is
   * reused.
   */
  public PairNumbers(int most, IntConsumer gone) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one pair must be held");
    }
    this.most = most;
    this.gone = gone;
  }

  /**
   * The number of a pair, new or known.
   *
   * @param first at least 0; likewise second
   * @param time in any unit, never less than before
   */
  public int number(int first, int second, int time) {
    long pair = (long) first << 32 | second;
    int slot = slot(pair);
    if (slots[slot] == 0) {
      if (held == most) {
        evictOldest();
      }
      int number = take(pair);
      slots[slot(pair)] = number + 1;
      if (2 * held > slots.length) {
        index(2 * slots.length);
      }
      seen[number] = time;
      return number;
    }
    int number = slots[slot] - 1;
    seen[number] = time;
    return number;
  }

  public int first(int number) {
    return (int) (pairs[number] >>> 32);
  }

  public int second(int number) {
    return (int) pairs[number];
  }

  public int held() {
    return held;
  }

  /** Gives the numbers of some pairs back. */
  public void forgetIf(Test test) {
    boolean any = false;
    for (int number = 0; number < size; number++) {
      if (used[number] && test.test(first(number), second(number))) {
        giveBack(number);
        any = true;
      }
    }
    if (any) {
      index(slots.length);
    }
  }

  private void evictOldest() {
    int[] times = new int[held];
    int n = 0;
    for (int number = 0; number < size; number++) {
      if (used[number]) {
        times[n++] = seen[number];
      }
    }
    Arrays.sort(times);
    int left = Math.max(1, held / FREED_PART);
    int limit = times[left - 1];
    for (int number = 0; number < size && left > 0; number++) {
      if (used[number] && seen[number] <= limit) {
        giveBack(number);
        left--;
      }
    }
    index(slots.length);
  }

  private void giveBack(int number) {
    used[number] = false;
    held--;
    if (freeSize == free.length) {
      free = Arrays.copyOf(free, Math.max(64, 2 * freeSize));
    }
    free[freeSize++] = number;
    gone.accept(number);
  }

  private int take(long pair) {
    int number = freeSize > 0 ? free[--freeSize] : size++;
    if (number == pairs.length) {
      int room = (int) Math.min(most, 2L * number);
      pairs = Arrays.copyOf(pairs, room);
      seen = Arrays.copyOf(seen, room);
      used = Arrays.copyOf(used, room);
    }
    pairs[number] = pair;
    used[number] = true;
    held++;
    return number;
  }

  private void index(int length) {
    slots = new int[length];
    for (int number = 0; number < size; number++) {
      if (used[number]) {
        slots[slot(pairs[number])] = number + 1;
      }
    }
  }

  /** Where a pair is, or would be. */
  private int slot(long pair) {
    int mask = slots.length - 1;
    int slot = SecretHash.of(pair) & mask;
    while (slots[slot] != 0 && pairs[slots[slot] - 1] != pair) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
