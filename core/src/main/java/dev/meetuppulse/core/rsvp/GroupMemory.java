package dev.meetuppulse.core.rsvp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Remembers what the bytes of a group stood for. A group's RSVPs all carry the same bytes, topics
 * and all: most of the line, which need not be read as JSON again.
 *
 * <p>Of fixed size: a hash of a group's first bytes says which few places it may have; the one
 * unused for longest there makes way. Long groups are not remembered.
 */
final class GroupMemory {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** A real group has up to 2 KB. */
  private static final int LONGEST = 3 << 10;

  private static final int HASHED = 192;
  private static final int PLACES = 8;

  private final Entry[] entries;
  private final int mask;

  private record Entry(byte[] bytes, Facets facets) {
    boolean startsAt(byte[] line, int start) {
      int end = start + bytes.length;
      return end <= line.length && Arrays.equals(bytes, 0, bytes.length, line, start, end);
    }
  }

  /**
   * @param size how many groups to remember, a power of two
   */
  GroupMemory(int size) {
    entries = new Entry[size];
    mask = size / PLACES - 1;
  }

  /** The place of the group whose bytes start there, or -1. */
  int known(byte[] line, int start) {
    int first = first(line, start);
    for (int place = first; place < first + PLACES; place++) {
      Entry entry = entries[place];
      if (entry != null && entry.startsAt(line, start)) {
        Entry newest = entries[first];
        entries[first] = entry;
        entries[place] = newest;
        return first;
      }
    }
    return -1;
  }

  Facets facets(int place) {
    return entries[place].facets;
  }

  int length(int place) {
    return entries[place].bytes.length;
  }

  /** Remembers a group that was read as an object, as a whole, and broke no rule. */
  void put(byte[] line, int start, int end, Facets facets) {
    if (end - start > LONGEST || known(line, start) >= 0) {
      return;
    }
    int first = first(line, start);
    System.arraycopy(entries, first, entries, first + 1, PLACES - 1);
    entries[first] = new Entry(Arrays.copyOfRange(line, start, end), facets);
  }

  private int first(byte[] line, int start) {
    long hash = 0;
    int end = Math.min(start + HASHED, line.length - Long.BYTES);
    for (int i = start; i < end; i += Long.BYTES) {
      hash = (hash ^ (long) LONGS.get(line, i)) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 32;
    }
    return ((int) hash & mask) * PLACES;
  }
}
