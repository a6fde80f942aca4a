package dev.meetuppulse.core.rsvp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Remembers what runs of bytes stood for: all RSVPs of a group, or of an event, carry the same
 * bytes, which need not be read as JSON again.
 *
 * <p>Of fixed size: a hash of a run's first bytes, and of what follows a short one, says which few
 * places it may have; the one unused for longest there makes way. Long runs are not remembered.
 *
 * @param <T> what they stand for
 */
final class ByteMemory<T> {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final int HASHED = 192;
  private static final int PLACES = 8;

  private final Entry<T>[] entries;
  private final int mask;
  private final int longest;

  private record Entry<T>(byte[] bytes, T meaning) {
    boolean startsAt(byte[] buffer, int start, int limit) {
      int end = start + bytes.length;
      return end <= limit && Arrays.equals(bytes, 0, bytes.length, buffer, start, end);
    }
  }

  /**
   * @param size how many runs to remember, a power of two
   * @param longest bytes of a run that is remembered
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  ByteMemory(int size, int longest) {
    this.entries = (Entry<T>[]) new Entry[size];
    this.mask = size / PLACES - 1;
    this.longest = longest;
  }

  /**
   * The place of the run that starts there, until the next call; or -1.
   *
   * @param limit the index behind the line that the run is in
   */
  int known(byte[] buffer, int start, int limit) {
    int first = first(buffer, start, limit);
    for (int place = first; place < first + PLACES; place++) {
      Entry<T> entry = entries[place];
      if (entry != null && entry.startsAt(buffer, start, limit)) {
        Entry<T> newest = entries[first];
        entries[first] = entry;
        entries[place] = newest;
        return first;
      }
    }
    return -1;
  }

  T meaning(int place) {
    return entries[place].meaning;
  }

  int length(int place) {
    return entries[place].bytes.length;
  }

  /** Remembers a run that was read as an object, as a whole. */
  void put(byte[] buffer, int start, int end, int limit, T meaning) {
    if (end - start > longest || known(buffer, start, limit) >= 0) {
      return;
    }
    int first = first(buffer, start, limit);
    System.arraycopy(entries, first, entries, first + 1, PLACES - 1);
    entries[first] = new Entry<>(Arrays.copyOfRange(buffer, start, end), meaning);
  }

  private int first(byte[] buffer, int start, int limit) {
    long hash = 0;
    int end = Math.min(start + HASHED, limit - Long.BYTES);
    for (int i = start; i < end; i += Long.BYTES) {
      hash = (hash ^ (long) LONGS.get(buffer, i)) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 32;
    }
    return ((int) hash & mask) * PLACES;
  }
}
