package dev.meetuppulse.core.window;

import java.util.Arrays;

/**
 * The cells of one bucket, by (group, event).
 *
 * <p>An open bucket is a hash table. A closed one is packed into bytes, about ten a cell instead of
 * fifty, with a small table on top for what still comes late.
 */
final class Cells {
  private static final int WIDTH = 4;
  private static final int FIRST_PLACES = 8;
  private static final int MUCH = 64;
  private static final long NO_KEY = Long.MAX_VALUE;
  private static final byte[] NOTHING = new byte[0];

  /**
   * Key, (RSVPs &lt;&lt; 32) + yes, no, going; a place is empty if all but the key are 0 and the
   * key is FREE.
   */
  private long[] table;

  private int size;
  private byte[] packed = NOTHING;
  private int packedSize;

  private static final long FREE = -1;

  private static boolean isFull(int size, int places) {
    return size * 3L >= places * 2L;
  }

  /** Adds a cell's counts; true if the cell is new to the table. */
  boolean add(Cell cell) {
    if (table == null) {
      table = empty(FIRST_PLACES);
    } else if (isFull(size, table.length / WIDTH)) {
      grow();
    }
    long key = key(cell.group(), cell.event());
    int at = place(table, key);
    boolean isNew = table[at] == FREE;
    if (isNew) {
      table[at] = key;
      size++;
    }
    Counts counts = cell.counts();
    table[at + 1] += (counts.rsvps() << 32) + counts.yes();
    table[at + 2] += counts.no();
    table[at + 3] += counts.going();
    return isNew;
  }

  /** True if a cell is in the table; what is packed is not searched. */
  boolean hasUnpacked(int group, int event) {
    long key = key(group, event);
    return table != null && table[place(table, key)] == key;
  }

  /** Makes it the next bucket of its ring, which will have about as many cells. */
  void clear() {
    if (table != null) {
      if (size * 3L < table.length / WIDTH) {
        table = null;
      } else {
        free(table);
      }
    }
    size = 0;
    packed = NOTHING;
    packedSize = 0;
  }

  void forEach(Cell.Visitor visitor) {
    Cell cell = new Cell();
    for (PackedCells old = new PackedCells(packed, packedSize); old.key != NO_KEY; old.next()) {
      cell.counts().set(0, 0, 0, 0).add(old.counts);
      visitor.cell(name(cell, old.key));
    }
    if (table != null) {
      for (int at = 0; at < table.length; at += WIDTH) {
        if (table[at] != FREE) {
          read(at, cell.counts());
          visitor.cell(name(cell, table[at]));
        }
      }
    }
  }

  /** Packs what is in the table once it is much. */
  void packLate() {
    if (size >= MUCH) {
      pack();
    }
  }

  /** Packs what is in the table, unless it is little compared with what is packed already. */
  void pack() {
    if (size == 0 || size * 4 < packedSize) {
      return;
    }
    long[] added = sortedKeys();
    PackedCells old = new PackedCells(packed, packedSize);
    Bytes out = new Bytes(packed.length + size * 8);
    Counts counts = new Counts();
    long before = 0;
    int n = 0;
    for (int i = 0; i < added.length || old.key != NO_KEY; n++) {
      long key = Math.min(old.key, i < added.length ? added[i] : NO_KEY);
      counts.set(0, 0, 0, 0);
      if (old.key == key) {
        counts.add(old.counts);
        old.next();
      }
      if (i < added.length && added[i] == key) {
        counts.add(read(place(table, key), old.spare));
        i++;
      }
      out.varint(key - before);
      before = key;
      out.zigzag(counts.rsvps());
      out.zigzag(counts.yes());
      out.zigzag(counts.no());
      out.zigzag(counts.going());
    }
    packed = out.toArray();
    packedSize = n;
    table = null;
    size = 0;
  }

  private long[] sortedKeys() {
    long[] keys = new long[size];
    int n = 0;
    for (int at = 0; at < table.length; at += WIDTH) {
      if (table[at] != FREE) {
        keys[n++] = table[at];
      }
    }
    Arrays.sort(keys);
    return keys;
  }

  private Counts read(int at, Counts into) {
    int yes = (int) table[at + 1];
    return into.set(table[at + 1] - yes >> 32, yes, table[at + 2], table[at + 3]);
  }

  /** Reads packed cells, in the order of their keys. */
  private static final class PackedCells {
    private final Bytes.Reader in;
    private final Counts counts = new Counts();
    private final Counts spare = new Counts();
    private int left;

    /** Of the cell that was read last, or NO_KEY past the end. */
    private long key;

    private PackedCells(byte[] bytes, int size) {
      in = new Bytes.Reader(bytes);
      left = size;
      next();
    }

    private void next() {
      if (left == 0) {
        key = NO_KEY;
      } else {
        left--;
        key += in.varint();
        counts.set(in.zigzag(), in.zigzag(), in.zigzag(), in.zigzag());
      }
    }
  }

  private void grow() {
    long[] old = table;
    table = empty(old.length / WIDTH * 2);
    for (int at = 0; at < old.length; at += WIDTH) {
      if (old[at] != FREE) {
        System.arraycopy(old, at, table, place(table, old[at]), WIDTH);
      }
    }
  }

  private static long key(int group, int event) {
    return (long) group << 32 | event + 1;
  }

  private static Cell name(Cell cell, long key) {
    return cell.of((int) (key >>> 32), (int) key - 1);
  }

  private static long[] empty(int places) {
    long[] table = new long[places * WIDTH];
    free(table);
    return table;
  }

  private static void free(long[] table) {
    for (int at = 0; at < table.length; at += WIDTH) {
      table[at] = FREE;
      table[at + 1] = 0;
      table[at + 2] = 0;
      table[at + 3] = 0;
    }
  }

  private static int place(long[] table, long key) {
    int mask = table.length / WIDTH - 1;
    int place = SecretHash.of(key) & mask;
    while (table[place * WIDTH] != key && table[place * WIDTH] != FREE) {
      place = place + 1 & mask;
    }
    return place * WIDTH;
  }
}
