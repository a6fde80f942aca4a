package dev.meetuppulse.core.window;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/** Gives out numbers from 1, and reuses those given back. */
public abstract class NumberStore {
  /** The serial number of each number that is in use, otherwise 0. */
  private long[] given = new long[16];

  private final Serials serials;
  private final BitSet used = new BitSet();
  private int lowestFree = 1;
  private int size = 1;
  private int held;

  NumberStore(Serials serials) {
    this.serials = serials;
  }

  /** One more than the largest number that was ever used. */
  public int size() {
    return size;
  }

  /** How many numbers are in use. */
  public int held() {
    return held;
  }

  /** The {@link Dictionary#serial} at which a number was given out; 0 for a free number. */
  public long serial(int number) {
    return number < given.length ? given[number] : 0;
  }

  /** True if a number is in use. */
  public boolean has(int number) {
    return serial(number) != 0;
  }

  /** The lowest number that is free. */
  public int free() {
    lowestFree = used.nextClearBit(lowestFree);
    return lowestFree;
  }

  /** The numbers in use, ascending. */
  public IntStream numbers() {
    return used.stream();
  }

  void take(int number) {
    if (number >= given.length) {
      given = Arrays.copyOf(given, Math.max(given.length * 2, number + 1));
    }
    given[number] = serials.next();
    used.set(number);
    size = Math.max(size, number + 1);
    held++;
  }

  void giveBack(int number) {
    given[number] = 0;
    used.clear(number);
    lowestFree = Math.min(lowestFree, number);
    held--;
  }
}
