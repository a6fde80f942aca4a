package dev.meetuppulse.core.window;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/** The key numbers of groups by number, from 1. A number that is given back is used again. */
public final class GroupStore {
  private static final int FIRST_PLACES = 64;

  private KeyNumbers[] groups = new KeyNumbers[16];

  /** The serial number of each. */
  private long[] serials = new long[16];

  private final Serials given;
  private final BitSet used = new BitSet();
  private int lowestFree = 1;
  private int size = 1;
  private int held;

  /** Numbers of groups, 0 where it is empty; at most half of the places are taken. */
  private int[] table = new int[FIRST_PLACES];

  private int entered;

  GroupStore(KeyNumbers unlisted, Serials given) {
    this.given = given;
    groups[Dictionary.UNLISTED] = unlisted;
  }

  /** One more than the largest number that was ever used. */
  public int size() {
    return size;
  }

  /** Groups that have a number. */
  public int held() {
    return held;
  }

  /** The {@link Dictionary#serial} with which the number was given away; 0 for a free number. */
  public long serial(int number) {
    return serials[number];
  }

  /** The key numbers, or null for a free number. */
  public KeyNumbers get(int number) {
    return groups[number];
  }

  /** True if a group has the number. */
  public boolean has(int number) {
    return number < groups.length && groups[number] != null;
  }

  /** The number of a group, or {@link Dictionary#NONE}. */
  public int find(KeyNumbers group) {
    int at = place(group);
    return table[at] == 0 ? Dictionary.NONE : table[at];
  }

  /** The lowest number that is free. */
  public int free() {
    lowestFree = used.nextClearBit(lowestFree);
    return lowestFree;
  }

  /** Gives a group a free number. */
  public int add(KeyNumbers group) {
    int number = free();
    put(number, group);
    return number;
  }

  /** Gives a group a certain number, which must be free; it is the one {@link #find} finds. */
  public void put(int number, KeyNumbers group) {
    if (number >= groups.length) {
      int length = Math.max(groups.length * 2, number + 1);
      groups = Arrays.copyOf(groups, length);
      serials = Arrays.copyOf(serials, length);
    }
    groups[number] = group;
    serials[number] = given.next();
    used.set(number);
    size = Math.max(size, number + 1);
    held++;
    if ((entered + 1) * 2 > table.length) {
      growTable();
    }
    int at = place(group);
    if (table[at] == 0) {
      entered++;
    }
    table[at] = number;
  }

  /**
   * Has {@link #find} find no hidden group, though another may have the same key numbers.
   *
   * @param hidden true for the number of a hidden group
   */
  public void hide(IntPredicate hidden) {
    Arrays.fill(table, 0);
    entered = 0;
    for (int number = 1; number < size; number++) {
      if (has(number) && !hidden.test(number)) {
        int at = place(groups[number]);
        entered += table[at] == 0 ? 1 : 0;
        table[at] = number;
      }
    }
  }

  /** Frees a number. */
  public void remove(int number) {
    removeFromTable(number);
    groups[number] = null;
    serials[number] = 0;
    used.clear(number);
    lowestFree = Math.min(lowestFree, number);
    held--;
  }

  private void removeFromTable(int number) {
    int hole = place(groups[number]);
    if (table[hole] != number) {
      return;
    }
    int mask = table.length - 1;
    for (int at = hole + 1 & mask; table[at] != 0; at = at + 1 & mask) {
      int home = groups[table[at]].hashCode() & mask;
      if ((at - home & mask) >= (at - hole & mask)) {
        table[hole] = table[at];
        hole = at;
      }
    }
    table[hole] = 0;
    entered--;
  }

  /** The place where a group is, or where it would be inserted. */
  private int place(KeyNumbers group) {
    int mask = table.length - 1;
    int at = group.hashCode() & mask;
    while (table[at] != 0 && !groups[table[at]].equals(group)) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void growTable() {
    int[] old = table;
    table = new int[old.length * 2];
    for (int number : old) {
      if (number != 0) {
        table[place(groups[number])] = number;
      }
    }
  }
}
