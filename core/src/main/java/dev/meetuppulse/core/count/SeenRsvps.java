package dev.meetuppulse.core.count;

import dev.meetuppulse.core.journal.Version;
import dev.meetuppulse.core.window.HashTables;
import dev.meetuppulse.core.window.SecretHash;
import java.util.Arrays;

/**
 * The version that counts now of each RSVP seen lately, by {@code rsvp_id}.
 *
 * <p>An RSVP is a row of six longs, so that judging a record touches one or two cache lines. Rows
 * are in chunks that are never copied, threaded into a list from the longest unseen to the last
 * seen, so that forgetting takes constant time. A hash table of row numbers finds them, with half
 * of the hash beside each number, so that the rows of others are hardly ever read. 60 to 72 bytes
 * per RSVP.
 */
final class SeenRsvps {
  static final int NONE = -1;

  private static final int ROW_BITS = 10;
  private static final int CHUNK_ROWS = 1 << ROW_BITS;
  private static final int FIRST_PLACES = 64;

  /** The longs of a row; two ints each in the last two. */
  private static final int WIDTH = 6;

  /** A time, ms since the epoch, has these bits (until the year 2109); a serial has the rest. */
  private static final int TIME_BITS = 42;

  private static final long TIME = (1L << TIME_BITS) - 1;
  private static final int SERIAL_BITS = Long.SIZE - TIME_BITS;

  private static final int ID = 0;
  private static final int MTIME = 1;
  private static final int RESPONSE = 2;
  private static final int LAST_SEEN = 3;
  private static final int GROUP_AND_EVENT = 4;
  private static final int NEWER_AND_OLDER = 5;

  private long[][] chunks = new long[1][];

  /**
   * So many bits of a hash are compared before the id is. With all 32 two ids would share a hash so
   * seldom that the compiler leaves that case out, and has to compile all that counts again when it
   * comes.
   */
  private static final int TAG_BITS = 12;

  /** (hash << 32) + row + 1 at each place, 0 where it is empty; at most two thirds are taken. */
  private long[] table = new long[FIRST_PLACES];

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
    int hash = SecretHash.of(id);
    for (int at = hash & mask; table[at] != 0; at = at + 1 & mask) {
      if (tag(HashTables.hashOf(table[at])) == tag(hash) && id(rowOf(table[at])) == id) {
        return rowOf(table[at]);
      }
    }
    return NONE;
  }

  /** Reads where {@link #find} begins to look for an id; what it reads means nothing. */
  long peek(long id) {
    return table[SecretHash.of(id) & table.length - 1];
  }

  /** Adds an id that is not there, as the last seen. */
  int add(long id, Version version, long serial, long clock) {
    if ((size + 1) * 3L > table.length * 2L) {
      table = HashTables.grown(table);
    }
    int row = takeRow();
    set(row, ID, id);
    set(row, LAST_SEEN, clock);
    put(row, version, serial);
    HashTables.enter(table, SecretHash.of(id), row + 1);
    linkNewest(row);
    size++;
    return row;
  }

  /**
   * Sets the version that counts now; {@code serial} is the dictionary's serial at which its
   * event's number is valid.
   */
  void put(int row, Version version, long serial) {
    set(row, MTIME, version.mtime() & TIME | serial << TIME_BITS);
    set(row, LAST_SEEN, lastSeen(row) | serial >>> SERIAL_BITS << TIME_BITS);
    set(row, RESPONSE, version.response());
    set(row, GROUP_AND_EVENT, pair(version.group(), version.event()));
  }

  /** Notes that an id was seen again. */
  void touch(int row, long clock) {
    set(row, LAST_SEEN, clock | get(row, LAST_SEEN) & ~TIME);
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
    return high(get(row, NEWER_AND_OLDER));
  }

  private int older(int row) {
    return (int) get(row, NEWER_AND_OLDER);
  }

  void removeOldest() {
    int row = oldest;
    unlink(row);
    int place = SecretHash.of(id(row)) & table.length - 1;
    while (rowOf(table[place]) != row) {
      place = place + 1 & table.length - 1;
    }
    HashTables.remove(table, place);
    setNewer(row, free);
    free = row;
    size--;
  }

  long id(int row) {
    return get(row, ID);
  }

  long mtime(int row) {
    return get(row, MTIME) & TIME;
  }

  /** The serial that was put with the version. */
  long serial(int row) {
    return get(row, MTIME) >>> TIME_BITS | get(row, LAST_SEEN) >>> TIME_BITS << SERIAL_BITS;
  }

  long response(int row) {
    return get(row, RESPONSE);
  }

  int group(int row) {
    return high(get(row, GROUP_AND_EVENT));
  }

  int event(int row) {
    return (int) get(row, GROUP_AND_EVENT);
  }

  long lastSeen(int row) {
    return get(row, LAST_SEEN) & TIME;
  }

  private long get(int row, int field) {
    return chunks[row >>> ROW_BITS][(row & CHUNK_ROWS - 1) * WIDTH + field];
  }

  private void set(int row, int field, long value) {
    chunks[row >>> ROW_BITS][(row & CHUNK_ROWS - 1) * WIDTH + field] = value;
  }

  private void setNewer(int row, int newer) {
    set(row, NEWER_AND_OLDER, pair(newer, older(row)));
  }

  private void setOlder(int row, int older) {
    set(row, NEWER_AND_OLDER, pair(newer(row), older));
  }

  private void linkNewest(int row) {
    set(row, NEWER_AND_OLDER, pair(NONE, newest));
    if (newest == NONE) {
      oldest = row;
    } else {
      setNewer(newest, row);
    }
    newest = row;
  }

  private void unlink(int row) {
    int before = older(row);
    int after = newer(row);
    if (before == NONE) {
      oldest = after;
    } else {
      setNewer(before, after);
    }
    if (after == NONE) {
      newest = before;
    } else {
      setOlder(after, before);
    }
  }

  private int takeRow() {
    if (free != NONE) {
      int row = free;
      free = newer(row);
      return row;
    }
    int chunk = used >>> ROW_BITS;
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * chunk);
    }
    if (chunks[chunk] == null) {
      chunks[chunk] = new long[CHUNK_ROWS * WIDTH];
    }
    return used++;
  }

  private static int tag(int hash) {
    return hash >>> Integer.SIZE - TAG_BITS;
  }

  private static int rowOf(long entry) {
    return (int) entry - 1;
  }

  private static long pair(int high, int low) {
    return (long) high << 32 | low & 0xFFFFFFFFL;
  }

  private static int high(long pair) {
    return (int) (pair >>> 32);
  }
}
