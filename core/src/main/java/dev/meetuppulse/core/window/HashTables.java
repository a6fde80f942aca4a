package dev.meetuppulse.core.window;

/**
 * Hash tables of numbers: each slot is {@code (hash << 32) + number}, or 0 if empty. Linear
 * probing; removal shifts back what follows, so there are no tombstones.
 */
public final class HashTables {
  private HashTables() {}

  public static int hashOf(long entry) {
    return (int) (entry >>> 32);
  }

  public static int numberOf(long entry) {
    return (int) entry;
  }

  /** Enters a number in the first empty slot; returns its distance from the hash's own slot. */
  public static int enter(long[] table, int hash, int number) {
    int mask = table.length - 1;
    int at = hash & mask;
    while (table[at] != 0) {
      at = at + 1 & mask;
    }
    table[at] = (long) hash << 32 | number;
    return at - hash & mask;
  }

  /** A table with the same entries and twice the slots. */
  public static long[] grown(long[] table) {
    long[] larger = new long[table.length * 2];
    for (long entry : table) {
      if (entry != 0) {
        enter(larger, hashOf(entry), numberOf(entry));
      }
    }
    return larger;
  }

  /** Empties a slot. */
  public static void remove(long[] table, int place) {
    int mask = table.length - 1;
    int hole = place;
    for (int at = hole + 1 & mask; table[at] != 0; at = at + 1 & mask) {
      int home = hashOf(table[at]) & mask;
      if ((at - home & mask) >= (at - hole & mask)) {
        table[hole] = table[at];
        hole = at;
      }
    }
    table[hole] = 0;
  }
}
