package dev.meetuppulse.core.count;

import dev.meetuppulse.core.window.Bytes;
import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.KeyStore;
import dev.meetuppulse.core.window.Totals;
import java.util.Arrays;

/**
 * The keys of one dimension, with the number of groups and events that need each. A key is busy
 * while a group or an event that a window may hold needs it, and idle when only its total of all
 * time does.
 */
final class KeyUsage {
  /**
   * A key weighs one for each such stretch of its text, so that long texts don't take more memory
   * than planned.
   */
  private static final int BYTES_OF_A_WEIGHT = 64;

  private final KeyStore keys;

  /** Of all time; null if none are kept. */
  private final Totals totals;

  private final EvictionQueue idle;

  /** The number of groups or events that need each key. */
  private int[] needs = new int[16];

  /** The most RSVPs by which each key's total may be short. */
  private int[] shortBy = new int[16];

  /** Null as long as nothing was evicted. */
  private EvictedTotals evicted;

  private long weight;
  private long idleWeight;

  KeyUsage(KeyStore keys, Totals totals) {
    this.keys = keys;
    this.totals = totals;
    this.idle = new EvictionQueue(keys);
  }

  long weight() {
    return weight;
  }

  /** The weight of the keys that can't be evicted. */
  long busyWeight() {
    return weight - idleWeight;
  }

  /** The weight of a key with that many bytes of text. */
  static int weightOf(int bytes) {
    return 1 + bytes / BYTES_OF_A_WEIGHT;
  }

  /** RSVPs by which a key's total may be short, at most. */
  long shortBy() {
    return evicted == null ? 0 : evicted.largest();
  }

  /** A key has got a number; it is idle. */
  void added(int number) {
    if (number >= needs.length) {
      needs = Arrays.copyOf(needs, Math.max(2 * needs.length, number + 1));
      shortBy = Arrays.copyOf(shortBy, needs.length);
    }
    weight += weightOf(keys.bytes(number));
    shortBy[number] = evicted == null ? 0 : (int) evicted.most(keys.nameHash(number));
    addIdle(number);
  }

  /** Notes that an idle key is about to lose its number and its total of all time. */
  void removed(int number, Counts total, int mostKeys) {
    if (total.rsvps() > 0) {
      if (evicted == null) {
        evicted = new EvictedTotals(mostKeys);
      }
      evicted.put(keys.nameHash(number), total.rsvps() + shortBy[number]);
    }
    weight -= weightOf(keys.bytes(number));
    removeIdle(number);
  }

  /** One more needs the key. */
  void need(int number) {
    if (number != Dictionary.UNLISTED && needs[number]++ == 0) {
      removeIdle(number);
    }
  }

  /** One less needs the key; its total must be settled. */
  void release(int number) {
    if (number != Dictionary.UNLISTED && --needs[number] == 0) {
      addIdle(number);
    }
  }

  private void addIdle(int number) {
    idleWeight += weightOf(keys.bytes(number));
    idle.add(number, total(number));
  }

  private void removeIdle(int number) {
    idleWeight -= weightOf(keys.bytes(number));
    idle.remove(number);
  }

  boolean isIdle(int number) {
    return idle.has(number);
  }

  /** The idle key to evict next, or {@link Dictionary#NONE}. */
  int next() {
    return idle.first();
  }

  /** An idle key that nothing needs, not even its total; or {@link Dictionary#NONE}. */
  int unneeded() {
    return idle.first() != Dictionary.NONE && idle.firstTotal() == 0
        ? idle.first()
        : Dictionary.NONE;
  }

  private long total(int number) {
    return totals == null ? 0 : totals.rsvps(number);
  }

  /** A key's counts of all time. */
  Counts total(int number, Counts into) {
    return totals == null ? into.set(0, 0, 0, 0) : totals.get(number, into);
  }

  /** Writes what can't be derived from the keys and their totals. */
  void write(Bytes out) {
    out.varint(evicted == null ? 0 : 1);
    if (evicted == null) {
      return;
    }
    evicted.write(out);
    out.varint(keys.held());
    keys.numbers()
        .forEach(
            number -> {
              out.varint(number);
              out.varint(shortBy[number]);
            });
  }

  /** Reads what {@link #write} wrote, and adds the totals, which were not known yet. */
  void read(Bytes.Reader in) {
    if (in.integer() == 1) {
      evicted = EvictedTotals.read(in);
      for (int n = in.integer(); n > 0; n--) {
        shortBy[in.integer()] = in.integer();
      }
    }
    keys.numbers().forEach(idle::remove);
    keys.numbers().forEach(number -> idle.add(number, total(number)));
  }
}
