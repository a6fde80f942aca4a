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

  /** (hash << 32) + number at each place, 0 where it is empty; at most half are taken. */
  private long[] table = new long[FIRST_PLACES];

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
    int at = place(group, group.hashCode());
    return table[at] == 0 ? Dictionary.NONE : numberOf(table[at]);
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
    enter(number, group);
  }

  private void enter(int number, KeyNumbers group) {
    int hash = group.hashCode();
    int at = place(group, hash);
    if (table[at] == 0) {
      entered++;
    }
    table[at] = (long) hash << 32 | number;
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
        enter(number, groups[number]);
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
    int hole = place(groups[number], groups[number].hashCode());
    if (numberOf(table[hole]) != number) {
      return;
    }
    int mask = table.length - 1;
    for (int at = hole + 1 & mask; table[at] != 0; at = at + 1 & mask) {
      int home = hashOf(table[at]) & mask;
      if ((at - home & mask) >= (at - hole & mask)) {
        table[hole] = table[at];
        hole = at;
      }
    }
    table[hole] = 0;
    entered--;
  }

  /** The place where a group is, or where it would be inserted. */
  private int place(KeyNumbers group, int hash) {
    int mask = table.length - 1;
    int at = hash & mask;
    while (table[at] != 0
        && (hashOf(table[at]) != hash || !groups[numberOf(table[at])].equals(group))) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void growTable() {
    long[] old = table;
    table = new long[old.length * 2];
    int mask = table.length - 1;
    for (long entry : old) {
      if (entry != 0) {
        int at = hashOf(entry) & mask;
        while (table[at] != 0) {
          at = at + 1 & mask;
        }
        table[at] = entry;
      }
    }
  }

  private static int hashOf(long entry) {
    return (int) (entry >>> 32);
  }

  private static int numberOf(long entry) {
    return (int) entry;
  }
}
