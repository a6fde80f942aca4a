package dev.meetuppulse.core.rsvp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Remembers the values that runs of bytes were parsed to: all RSVPs of a group, or of an event,
 * carry the same bytes, which need not be read as JSON again.
 *
 * <p>Of fixed size: a hash of a run's first bytes says which few places it may have; the one unused
 * for longest there is evicted. Long runs are not remembered; of those that are shorter than what
 * is hashed, what follows is hashed too, so that they are found less often.
 *
 * @param <T> their value
 */
final class ByteMemory<T> {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;
  private static final int PLACES = 8;

  /** Of all runs together: those of a month of Meetup's stream. Then it begins afresh. */
  private static final int MAX_BYTES = 32 << 20;

  private final Entry<T>[] entries;

  /**
   * The half of each entry's hash that did not choose its place, so that other entries are rarely
   * read.
   */
  private final int[] tags;

  private final int mask;
  private final int hashed;
  private final int longest;
  private int heldBytes;

  private record Entry<T>(byte[] bytes, T meaning) {
    boolean startsAt(byte[] buffer, int start, int limit) {
      int end = start + bytes.length;
      return end <= limit && Arrays.equals(bytes, 0, bytes.length, buffer, start, end);
    }
  }

  /**
   * A memory of {@code size} runs (a power of two) of at most {@code longest} bytes. {@code hashed}
   * should be about the number of bytes that distinguish runs.
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  ByteMemory(int size, int hashed, int longest) {
    this.entries = (Entry<T>[]) new Entry[size];
    this.tags = new int[size];
    this.mask = size / PLACES - 1;
    this.hashed = hashed;
    this.longest = longest;
  }

  /**
   * The place of the run that starts at {@code start} in a line that ends at {@code limit}, or -1.
   * Valid until the next call.
   */
  int known(byte[] buffer, int start, int limit) {
    long hash = hash(buffer, start, limit);
    int first = first(hash);
    for (int place = first; place < first + PLACES; place++) {
      if (tags[place] == (int) hash) {
        Entry<T> entry = entries[place];
        if (entry != null && entry.startsAt(buffer, start, limit)) {
          tags[place] = tags[first];
          entries[place] = entries[first];
          tags[first] = (int) hash;
          entries[first] = entry;
          return first;
        }
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
    long hash = hash(buffer, start, limit);
    int first = first(hash);
    makeRoom(first, end - start);
    System.arraycopy(tags, first, tags, first + 1, PLACES - 1);
    System.arraycopy(entries, first, entries, first + 1, PLACES - 1);
    tags[first] = (int) hash;
    entries[first] = new Entry<>(Arrays.copyOfRange(buffer, start, end), meaning);
  }

  /** Counts in a run, and out the one that it evicts from a place. */
  private void makeRoom(int first, int length) {
    Entry<T> gone = entries[first + PLACES - 1];
    heldBytes += length - (gone == null ? 0 : gone.bytes.length);
    if (heldBytes > MAX_BYTES) {
      Arrays.fill(entries, null);
      heldBytes = length;
    }
  }

  /** Bytes of all runs that are remembered. */
  int heldBytes() {
    return heldBytes;
  }

  private int first(long hash) {
    return ((int) (hash >>> 32) & mask) * PLACES;
  }

  /** In two lanes, because a multiplication waits for the one before it in its lane. */
  private long hash(byte[] buffer, int start, int limit) {
    int end = Math.min(start + hashed, limit) - 2 * Long.BYTES;
    long one = 0;
    long other = 0;
    for (int i = start; i <= end; i += 2 * Long.BYTES) {
      one = (one ^ (long) LONGS.get(buffer, i)) * MULTIPLIER;
      other = (other ^ (long) LONGS.get(buffer, i + Long.BYTES)) * MULTIPLIER;
    }
    long hash = (one ^ other >>> 32) * MULTIPLIER;
    return hash ^ hash >>> 32;
  }
}
