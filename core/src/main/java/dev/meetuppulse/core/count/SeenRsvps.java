package dev.meetuppulse.core.count;

import java.util.Arrays;

/**
 * The version that counts now of each RSVP seen lately, by {@code rsvp_id}.
 *
 * <p>A hash table over rows of primitives, with the rows threaded into a list from the longest
 * unseen to the last seen, so that forgetting takes constant time. About 64 bytes an RSVP at the
 * table's usual load. Linear probing; removal shifts back what follows, so there are no tombstones.
 */
final class SeenRsvps {
  static final int NONE = -1;
  private static final int FIRST_ROWS = 64;

  private long[] ids = new long[FIRST_ROWS];
  private long[] mtimes = new long[FIRST_ROWS];
  private long[] answers = new long[FIRST_ROWS];
  private long[] lastSeen = new long[FIRST_ROWS];
  private int[] facets = new int[FIRST_ROWS];
  private int[] events = new int[FIRST_ROWS];
  private int[] newer = new int[FIRST_ROWS];
  private int[] older = new int[FIRST_ROWS];

  /** Row + 1 at each place, 0 where it is empty; twice as many places as rows at least. */
  private int[] table = new int[2 * FIRST_ROWS];

  private int oldest = NONE;
  private int newest = NONE;
  private int free = NONE;
  private int used;
  private int size;

  int size() {
    return size;
  }

  /** The row of an id, or {@link #NONE}. */
  int find(long id) {
    int mask = table.length - 1;
    for (int at = place(id, mask); table[at] != 0; at = at + 1 & mask) {
      int row = table[at] - 1;
      if (ids[row] == id) {
        return row;
      }
    }
    return NONE;
  }

  /** Adds an id that is not there, as the last seen. */
  int add(long id, long mtime, long answer, int facetsNumber, int event, long clock) {
    int row = takeRow();
    ids[row] = id;
    put(row, mtime, answer, facetsNumber, event);
    lastSeen[row] = clock;
    int mask = table.length - 1;
    int at = place(id, mask);
    while (table[at] != 0) {
      at = at + 1 & mask;
    }
    table[at] = row + 1;
    linkNewest(row);
    size++;
    return row;
  }

  void put(int row, long mtime, long answer, int facetsNumber, int event) {
    mtimes[row] = mtime;
    answers[row] = answer;
    facets[row] = facetsNumber;
    events[row] = event;
  }

  /** Notes that an id was seen again. */
  void touch(int row, long clock) {
    lastSeen[row] = clock;
    if (row != newest) {
      unlink(row);
      linkNewest(row);
    }
  }

  /** The row unseen for longest, or {@link #NONE}. */
  int oldest() {
    return oldest;
  }

  /** The row seen next after this one, or {@link #NONE}. */
  int newer(int row) {
    return newer[row];
  }

  void removeOldest() {
    int row = oldest;
    unlink(row);
    removeFromTable(row);
    newer[row] = free;
    free = row;
    size--;
  }

  long id(int row) {
    return ids[row];
  }

  long mtime(int row) {
    return mtimes[row];
  }

  long answer(int row) {
    return answers[row];
  }

  int facets(int row) {
    return facets[row];
  }

  int event(int row) {
    return events[row];
  }

  long lastSeen(int row) {
    return lastSeen[row];
  }

  private void linkNewest(int row) {
    older[row] = newest;
    newer[row] = NONE;
    if (newest == NONE) {
      oldest = row;
    } else {
      newer[newest] = row;
    }
    newest = row;
  }

  private void unlink(int row) {
    int before = older[row];
    int after = newer[row];
    if (before == NONE) {
      oldest = after;
    } else {
      newer[before] = after;
    }
    if (after == NONE) {
      newest = before;
    } else {
      older[after] = before;
    }
  }

  private void removeFromTable(int row) {
    int mask = table.length - 1;
    int hole = place(ids[row], mask);
    while (table[hole] != row + 1) {
      hole = hole + 1 & mask;
    }
    for (int at = hole + 1 & mask; table[at] != 0; at = at + 1 & mask) {
      int home = place(ids[table[at] - 1], mask);
      if ((at - home & mask) >= (at - hole & mask)) {
        table[hole] = table[at];
        hole = at;
      }
    }
    table[hole] = 0;
  }

  private int takeRow() {
    if (free != NONE) {
      int row = free;
      free = newer[row];
      return row;
    }
    if (used == ids.length) {
      grow();
    }
    return used++;
  }

  private void grow() {
    int rows = ids.length * 2;
    ids = Arrays.copyOf(ids, rows);
    mtimes = Arrays.copyOf(mtimes, rows);
    answers = Arrays.copyOf(answers, rows);
    lastSeen = Arrays.copyOf(lastSeen, rows);
    facets = Arrays.copyOf(facets, rows);
    events = Arrays.copyOf(events, rows);
    newer = Arrays.copyOf(newer, rows);
    older = Arrays.copyOf(older, rows);
    table = new int[2 * rows];
    int mask = table.length - 1;
    for (int row = oldest; row != NONE; row = newer[row]) {
      int at = place(ids[row], mask);
      while (table[at] != 0) {
        at = at + 1 & mask;
      }
      table[at] = row + 1;
    }
  }

  /** Fibonacci hashing: neighbouring ids, as Meetup gives them, land far apart. */
  private static int place(long id, int mask) {
    long h = id * 0x9e3779b97f4a7c15L;
    return (int) (h >>> 32) & mask;
  }
}
