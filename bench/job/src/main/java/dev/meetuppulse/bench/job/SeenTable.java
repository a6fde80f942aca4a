package dev.meetuppulse.bench.job;

/** The version of each RSVP that counts, by id: a hash table of longs with linear probing. */
public final class SeenTable {
  private static final int WIDTH = 4;

  /** Id, mtime, vote, group + 1: a place whose last number is 0 is empty. */
  private long[] table = new long[WIDTH << 16];

  private int size;

  /** The place of an id, or -1 - the place where it would go. */
  public int find(long id) {
    int mask = table.length / WIDTH - 1;
    int place = (int) (id * 0x9e3779b97f4a7c15L >>> 32) & mask;
    while (table[place * WIDTH + 3] != 0) {
      if (table[place * WIDTH] == id) {
        return place;
      }
      place = place + 1 & mask;
    }
    return -1 - place;
  }

  public long mtime(int place) {
    return table[place * WIDTH + 1];
  }

  public long vote(int place) {
    return table[place * WIDTH + 2];
  }

  public int group(int place) {
    return (int) table[place * WIDTH + 3] - 1;
  }

  /** Adds an id that {@link #find} has just not found. */
  public void add(int notFound, long id, long mtime, long vote, int group) {
    int place = -1 - notFound;
    table[place * WIDTH] = id;
    put(place, mtime, vote, group);
    size++;
    if (size * 3L > table.length / WIDTH * 2L) {
      grow();
    }
  }

  public void put(int place, long mtime, long vote, int group) {
    table[place * WIDTH + 1] = mtime;
    table[place * WIDTH + 2] = vote;
    table[place * WIDTH + 3] = group + 1L;
  }

  private void grow() {
    long[] old = table;
    table = new long[Math.multiplyExact(old.length, 2)];
    for (int at = 0; at < old.length; at += WIDTH) {
      if (old[at + 3] != 0) {
        System.arraycopy(old, at, table, (-1 - find(old[at])) * WIDTH, WIDTH);
      }
    }
  }
}
