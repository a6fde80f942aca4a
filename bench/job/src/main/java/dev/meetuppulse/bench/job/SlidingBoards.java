package dev.meetuppulse.bench.job;

import dev.meetuppulse.core.board.Leaderboard;
import dev.meetuppulse.core.board.Measure;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyStore;
import dev.meetuppulse.core.window.Totals;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Totals by key over the window, from counts by key and second. Each second is a log of what was
 * added to it, taken back when the second leaves. For engines whose last stage ranks.
 */
public final class SlidingBoards {
  private static final int NUMBERS = 5;

  public static final List<Dimension> DIMENSIONS = List.of(Dimension.CITIES, Dimension.TOPICS);

  /** One dimension: its keys by number, their totals, and the log of each second in the window. */
  private static final class Side {
    final Dimension dimension;
    final Dictionary dictionary;
    final Totals totals = new Totals();
    final Counts counts = new Counts();
    final int[][] logs = new int[Job.WINDOW_SECONDS][0];
    final int[] sizes = new int[Job.WINDOW_SECONDS];

    Side(Dimension dimension) {
      this.dimension = dimension;
      this.dictionary = new Dictionary(List.of(dimension));
    }

    KeyStore keys() {
      return dictionary.keys(dimension);
    }

    int number(String name) {
      return dictionary.number(dimension, Key.of(name));
    }

    void append(int slot, int key, int rsvps, int yes, int no, int going) {
      int[] log = logs[slot];
      int size = sizes[slot];
      if (size + NUMBERS > log.length) {
        log = Arrays.copyOf(log, Math.max(16 * NUMBERS, 2 * log.length));
        logs[slot] = log;
      }
      log[size] = key;
      log[size + 1] = rsvps;
      log[size + 2] = yes;
      log[size + 3] = no;
      log[size + 4] = going;
      sizes[slot] = size + NUMBERS;
      totals.add(key, counts.set(rsvps, yes, no, going));
    }

    void evict(int slot) {
      int[] log = logs[slot];
      for (int at = 0; at < sizes[slot]; at += NUMBERS) {
        totals.add(log[at], counts.set(-log[at + 1], -log[at + 2], -log[at + 3], -log[at + 4]));
      }
      sizes[slot] = 0;
    }

    Leaderboard.Top top() {
      return Leaderboard.top(totals, keys(), Job.TOP, Measure.RSVPS);
    }
  }

  private final Map<Dimension, Side> sides = new EnumMap<>(Dimension.class);
  private long last = Long.MIN_VALUE;

  public SlidingBoards() {
    DIMENSIONS.forEach(dimension -> sides.put(dimension, new Side(dimension)));
  }

  /** Ends the window with a second, unless it ends later already. */
  public void advance(long second) {
    if (second <= last) {
      return;
    }
    if (last != Long.MIN_VALUE) {
      long until = Math.min(second - Job.WINDOW_SECONDS, last);
      for (long gone = last - Job.WINDOW_SECONDS + 1; gone <= until; gone++) {
        for (Side side : sides.values()) {
          side.evict(slot(gone));
        }
      }
    }
    last = second;
  }

  /** Adds to a key's second; negative numbers take back. Seconds before the window are ignored. */
  public void add(
      Dimension dimension, String key, long second, int rsvps, int yes, int no, int going) {
    advance(second);
    if (second > last - Job.WINDOW_SECONDS) {
      Side side = sides.get(dimension);
      side.append(slot(second), side.number(key), rsvps, yes, no, going);
    }
  }

  public Map<Dimension, Leaderboard.Top> top() {
    Map<Dimension, Leaderboard.Top> boards = new EnumMap<>(Dimension.class);
    sides.forEach((dimension, side) -> boards.put(dimension, side.top()));
    return boards;
  }

  private static int slot(long second) {
    return (int) Math.floorMod(second, (long) Job.WINDOW_SECONDS);
  }

  /** Writes everything, for checkpoints. */
  public void write(DataOutput out) throws IOException {
    out.writeLong(last);
    for (Side side : sides.values()) {
      out.writeInt(side.keys().held());
      for (int number = 1; number <= side.keys().held(); number++) {
        out.writeUTF(side.keys().key(number).name());
      }
      for (int slot = 0; slot < Job.WINDOW_SECONDS; slot++) {
        out.writeInt(side.sizes[slot]);
        for (int at = 0; at < side.sizes[slot]; at++) {
          out.writeInt(side.logs[slot][at]);
        }
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  public static SlidingBoards read(DataInput in) throws IOException {
    SlidingBoards boards = new SlidingBoards();
    boards.last = in.readLong();
    for (Side side : boards.sides.values()) {
      for (int keys = in.readInt(); keys > 0; keys--) {
        side.number(in.readUTF());
      }
      for (int slot = 0; slot < Job.WINDOW_SECONDS; slot++) {
        for (int size = in.readInt(); size > 0; size -= NUMBERS) {
          side.append(slot, in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
        }
      }
    }
    return boards;
  }
}
