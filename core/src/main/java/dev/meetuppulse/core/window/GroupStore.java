package dev.meetuppulse.core.window;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** The key numbers of groups by number. */
public final class GroupStore extends NumberStore {
  private static final int FIRST_PLACES = 64;

  private KeyNumbers[] groups = new KeyNumbers[16];

  /** (hash << 32) + number at each place, 0 where it is empty; at most half are taken. */
  private long[] table = new long[FIRST_PLACES];

  private int entered;

  GroupStore(KeyNumbers unlisted, Serials serials) {
    super(serials);
    groups[Dictionary.UNLISTED] = unlisted;
  }

  /** The key numbers, or null for a free number. */
  public KeyNumbers get(int number) {
    return groups[number];
  }

  /** The number of a group, or {@link Dictionary#NONE}. */
  public int find(KeyNumbers group) {
    int at = place(group, group.hashCode());
    return table[at] == 0 ? Dictionary.NONE : HashTables.numberOf(table[at]);
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
      groups = Arrays.copyOf(groups, Math.max(groups.length * 2, number + 1));
    }
    groups[number] = group;
    take(number);
    if ((entered + 1) * 2 > table.length) {
      table = HashTables.grown(table);
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

  /** Hides groups from {@link #find}, by number; another group may have equal keys. */
  public void hide(IntPredicate hidden) {
    Arrays.fill(table, 0);
    entered = 0;
    numbers()
        .filter(number -> !hidden.test(number))
        .forEach(number -> enter(number, groups[number]));
  }

  /** Frees a number. */
  public void remove(int number) {
    int place = place(groups[number], groups[number].hashCode());
    if (HashTables.numberOf(table[place]) == number) {
      HashTables.remove(table, place);
      entered--;
    }
    groups[number] = null;
    giveBack(number);
  }

  /** The place where a group is, or where it would be inserted. */
  private int place(KeyNumbers group, int hash) {
    int mask = table.length - 1;
    int at = hash & mask;
    while (table[at] != 0
        && (HashTables.hashOf(table[at]) != hash
            || !groups[HashTables.numberOf(table[at])].equals(group))) {
      at = at + 1 & mask;
    }
    return at;
  }
}
