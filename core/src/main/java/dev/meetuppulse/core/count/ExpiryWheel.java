package dev.meetuppulse.core.count;

import dev.meetuppulse.core.window.Bytes;
import dev.meetuppulse.core.window.Dictionary;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Finds the numbers that were last counted too long ago for any window to need them: a wheel of
 * ticks, each with the list of numbers to check then. A number that was counted again in the
 * meantime is put where it is due next, so counting it only notes the time. What comes out, and in
 * which order, depends only on what was put in.
 */
final class ExpiryWheel {
  private static final long MIN_TICK_MILLIS = 60_000;
  private static final int MAX_TICKS = 1 << 16;
  private static final int NEVER = Integer.MIN_VALUE;

  private final long tickMillis;

  /** From a number's last tick until it is due. */
  private final int span;

  private final int[] first;
  private final int[] last;

  /** The number after this one in its list. */
  private int[] next = new int[64];

  /** The tick in which a number was last counted, or NEVER. */
  private int[] counted = new int[64];

  private int hand;
  private int size;

  /** A wheel that keeps a number for {@code reachMillis} after the time it was last counted for. */
  ExpiryWheel(long reachMillis) {
    tickMillis = Math.max(MIN_TICK_MILLIS, reachMillis / MAX_TICKS);
    span = (int) (reachMillis / tickMillis) + 2;
    first = new int[span + 1];
    last = new int[span + 1];
    Arrays.fill(first, Dictionary.NONE);
    Arrays.fill(counted, NEVER);
  }

  boolean has(int number) {
    return number < counted.length && counted[number] != NEVER;
  }

  /** Notes that a number was counted; adds it if it is not there. */
  void count(int number, long mtime, long now) {
    int tick = tick(mtime);
    if (has(number)) {
      counted[number] = Math.max(counted[number], tick);
      return;
    }
    if (size == 0) {
      hand = tick(now);
    }
    enter(number, tick, tick + span);
  }

  private void enter(int number, int tick, int due) {
    if (number >= counted.length) {
      int length = counted.length;
      counted = Arrays.copyOf(counted, Math.max(2 * length, number + 1));
      Arrays.fill(counted, length, counted.length, NEVER);
      next = Arrays.copyOf(next, counted.length);
    }
    size++;
    counted[number] = tick;
    append(number, due);
  }

  /**
   * Checks up to {@code looks} numbers and removes those that no window needs; {@code now} never
   * decreases.
   */
  void turn(long now, int looks, IntConsumer taker) {
    int to = tick(now);
    int left = looks;
    while (size > 0 && hand <= to && left > 0) {
      int slot = Math.floorMod(hand, first.length);
      int number = first[slot];
      if (number != Dictionary.NONE) {
        first[slot] = next[number];
        left--;
        if (counted[number] + span <= to) {
          counted[number] = NEVER;
          size--;
          taker.accept(number);
        } else {
          append(number, counted[number] + span);
        }
      } else if (hand < to) {
        hand++;
      } else {
        return;
      }
    }
  }

  private void append(int number, int due) {
    int slot = Math.floorMod(Math.max(hand, Math.min(due, hand + span)), first.length);
    next[number] = Dictionary.NONE;
    if (first[slot] == Dictionary.NONE) {
      first[slot] = number;
    } else {
      next[last[slot]] = number;
    }
    last[slot] = number;
  }

  private int tick(long millis) {
    return (int) Math.floorDiv(millis, tickMillis);
  }

  /** Writes the numbers in order, each with its tick and the one it is due in, as ms. */
  void write(Bytes out) {
    out.varint(size);
    out.varint(hand * tickMillis);
    for (int due = hand; due <= hand + span; due++) {
      for (int number = first[Math.floorMod(due, first.length)];
          number != Dictionary.NONE;
          number = next[number]) {
        out.varint(number);
        out.varint(counted[number] * tickMillis);
        out.varint(due * tickMillis);
      }
    }
  }

  /** Reads what {@link #write} wrote, into an empty wheel. */
  void read(Bytes.Reader in) {
    int n = in.integer();
    hand = tick(in.varint());
    for (int i = 0; i < n; i++) {
      enter(in.integer(), tick(in.varint()), tick(in.varint()));
    }
  }

  void forEach(IntConsumer visitor) {
    for (int number = 0; number < counted.length; number++) {
      if (counted[number] != NEVER) {
        visitor.accept(number);
      }
    }
  }
}
