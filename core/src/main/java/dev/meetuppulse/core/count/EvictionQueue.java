package dev.meetuppulse.core.count;

import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.KeyStore;
import java.util.Arrays;

/**
 * The keys that no window needs, in the order in which they are evicted: the smallest total first,
 * of equal ones the key that comes later by its bytes. A binary heap that knows the place of each
 * key; totals and the keys' first bytes are stored in it, so that the keys themselves are hardly
 * ever read.
 */
final class EvictionQueue {
  private static final int OUT = -1;

  private final KeyStore keys;
  private int[] numbers = new int[16];
  private long[] totals = new long[16];
  private long[] prefixes = new long[16];
  private int size;

  /** The place of each number in the heap, or OUT. */
  private int[] places = new int[0];

  EvictionQueue(KeyStore keys) {
    this.keys = keys;
  }

  boolean has(int number) {
    return number < places.length && places[number] != OUT;
  }

  /** The key to evict next, or {@link Dictionary#NONE}. */
  int first() {
    return size == 0 ? Dictionary.NONE : numbers[0];
  }

  /** The total of {@link #first}. */
  long firstTotal() {
    return totals[0];
  }

  /** Adds a key that is not in the queue. */
  void add(int number, long total) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
      totals = Arrays.copyOf(totals, 2 * size);
      prefixes = Arrays.copyOf(prefixes, 2 * size);
    }
    if (number >= places.length) {
      int length = places.length;
      places = Arrays.copyOf(places, Math.max(2 * length, number + 1));
      Arrays.fill(places, length, places.length, OUT);
    }
    siftUp(size++, number, total, keys.prefix(number));
  }

  /** Removes a key that is in the queue. */
  void remove(int number) {
    int hole = places[number];
    places[number] = OUT;
    size--;
    if (hole == size) {
      return;
    }
    int moved = numbers[size];
    long total = totals[size];
    long prefix = prefixes[size];
    siftDown(hole, moved, total, prefix);
    if (places[moved] == hole) {
      siftUp(hole, moved, total, prefix);
    }
  }

  private void siftUp(int from, int number, long total, long prefix) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (!isBefore(number, total, prefix, parent)) {
        break;
      }
      move(parent, at);
      at = parent;
    }
    put(at, number, total, prefix);
  }

  private void siftDown(int from, int number, long total, long prefix) {
    int at = from;
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size
          && isBefore(numbers[child + 1], totals[child + 1], prefixes[child + 1], child)) {
        child++;
      }
      if (isBefore(number, total, prefix, child)) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, number, total, prefix);
  }

  /** True if a key is evicted before the one at a place. */
  private boolean isBefore(int number, long total, long prefix, int place) {
    if (total != totals[place]) {
      return total < totals[place];
    }
    int byPrefix = Long.compareUnsigned(prefix, prefixes[place]);
    return byPrefix != 0 ? byPrefix > 0 : keys.compare(number, numbers[place]) > 0;
  }

  private void move(int from, int to) {
    put(to, numbers[from], totals[from], prefixes[from]);
  }

  private void put(int at, int number, long total, long prefix) {
    numbers[at] = number;
    totals[at] = total;
    prefixes[at] = prefix;
    places[number] = at;
  }
}
