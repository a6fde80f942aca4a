package dev.meetuppulse.core.board;

import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyNumbers;
import dev.meetuppulse.core.window.KeyStore;
import dev.meetuppulse.core.window.Windows;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The numbers that keys and groups have in windows that several partitions are counted in: one is
 * held while any partition holds the key, and then used for another.
 */
final class SharedNumbers {

  /** Notified of numbers that will be given to another key or group. */
  interface Forgetting {
    /** For those that keep nothing by number. */
    Forgetting NOTHING =
        new Forgetting() {
          @Override
          public void forget(Dimension dimension, int number) {}

          @Override
          public void forgetGroup(int number) {}
        };

    void forget(Dimension dimension, int number);

    void forgetGroup(int number);
  }

  private final Dictionary dictionary;
  private final Windows windows;
  private final Forgetting forgetting;
  private final Map<Dimension, Holders> keys = new EnumMap<>(Dimension.class);
  private final Holders groups = new Holders();

  /** The number of partitions that hold each number, and the numbers that may be held by none. */
  private static final class Holders {
    private int[] holders = new int[64];
    private int[] left = new int[16];
    private int leftCount;

    void hold(int number) {
      if (number >= holders.length) {
        holders = Arrays.copyOf(holders, Math.max(2 * holders.length, number + 1));
      }
      holders[number]++;
    }

    void leave(int number) {
      if (--holders[number] == 0) {
        if (leftCount == left.length) {
          left = Arrays.copyOf(left, 2 * leftCount);
        }
        left[leftCount++] = number;
      }
    }

    boolean isFree(int number) {
      return holders[number] == 0;
    }
  }

  SharedNumbers(Dictionary dictionary, Windows windows, Forgetting forgetting) {
    this.dictionary = dictionary;
    this.windows = windows;
    this.forgetting = forgetting;
    for (Dimension dimension : Dimension.values()) {
      keys.put(dimension, new Holders());
    }
  }

  /** A partition holds a key; returns its number. */
  int hold(Dimension dimension, Key key) {
    int number = dictionary.number(dimension, key);
    keys.get(dimension).hold(number);
    return number;
  }

  /** A partition no longer holds a key. */
  void leave(Dimension dimension, int number) {
    keys.get(dimension).leave(number);
  }

  /** A partition holds a group; returns its number. */
  int hold(KeyNumbers group) {
    int number = dictionary.number(group);
    groups.hold(number);
    return number;
  }

  /** A partition no longer holds a group. */
  void leaveGroup(int number) {
    groups.leave(number);
  }

  /**
   * Frees the numbers that no partition holds. No cell has them: a partition holds what its own
   * buckets hold, and these leave no earlier than the shared ones. Totals that wait to be spread
   * are spread first.
   */
  void free() {
    boolean spread = groups.leftCount > 0;
    for (Dimension dimension : Dimension.values()) {
      // An event's totals never wait: they are not spread over a group's keys.
      spread |= dimension != Dimension.EVENTS && keys.get(dimension).leftCount > 0;
    }
    if (spread) {
      windows.settle();
    }
    while (groups.leftCount > 0) {
      int group = groups.left[--groups.leftCount];
      if (groups.isFree(group) && dictionary.groups().has(group)) {
        forgetting.forgetGroup(group);
        dictionary.groups().remove(group);
      }
    }
    keys.forEach(this::free);
  }

  private void free(Dimension dimension, Holders holders) {
    KeyStore store = dictionary.keys(dimension);
    while (holders.leftCount > 0) {
      int number = holders.left[--holders.leftCount];
      if (holders.isFree(number) && store.has(number)) {
        forgetting.forget(dimension, number);
        store.remove(number);
      }
    }
  }
}
