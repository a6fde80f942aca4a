package dev.meetuppulse.core.count;

import dev.meetuppulse.core.window.Bytes;

/**
 * Bounds the number of RSVPs that a key may have had when its total was evicted: a count-min sketch
 * (Cormode and Muthukrishnan, 2005) whose cells hold maxima.
 *
 * <p><b>Why the bound holds.</b> Let <i>T</i> be the RSVPs of a key that count in truth (but for
 * those that were unlisted, which are reported on their own), <i>h</i> what its row holds and
 * <i>b</i> what {@link #most} said when it got its row. Claim: <i>T &le; h + b</i> while it has a
 * row, <i>T &le; most(key)</i> while it has none. A key that comes for the first time has <i>T = h
 * = 0</i>. What counts while it has a row raises both sides by one; what is taken back and was
 * counted on the row lowers both; what is taken back and was counted before the row began lowers
 * <i>T</i> alone. When the row is evicted, <i>h + b</i> is {@link #put}, each of the key's cells is
 * then at least that, and cells never fall: so <i>T &le; most(key)</i>, until it gets a row again,
 * with <i>h = 0</i> and <i>b = most(key)</i>. Hence no row is short by more than the largest value
 * that was ever put: {@link #largest}.
 *
 * <p>Most evicted keys had one or two RSVPs and never come again. A key that is new has most likely
 * a cell that only such keys share, so bounds grow far more slowly than they would if every new key
 * were taken for an evicted one.
 */
final class EvictedTotals {
  private static final int ROWS = 2;

  private int[] cells;
  private long largest;

  /** A sketch for {@code keys} keys that may have a row; it takes 5 to 16 bytes per key. */
  EvictedTotals(int keys) {
    cells = new int[ROWS * Integer.highestOneBit(Math.max(16, 4 * keys - 1))];
  }

  /** Notes how many RSVPs a key may have had. */
  void put(long hash, long rsvps) {
    int value = (int) Math.min(Integer.MAX_VALUE, rsvps);
    for (int row = 0; row < ROWS; row++) {
      int at = place(hash, row);
      cells[at] = Math.max(cells[at], value);
    }
    largest = Math.max(largest, value);
  }

  /** The most RSVPs that a key may have had. */
  long most(long hash) {
    int most = Integer.MAX_VALUE;
    for (int row = 0; row < ROWS; row++) {
      most = Math.min(most, cells[place(hash, row)]);
    }
    return most;
  }

  long largest() {
    return largest;
  }

  private int place(long hash, int row) {
    int width = cells.length / ROWS;
    return row * width + ((int) (row == 0 ? hash : hash >>> 32) & width - 1);
  }

  void write(Bytes out) {
    out.varint(cells.length);
    out.varint(largest);
    int before = -1;
    for (int at = 0; at < cells.length; at++) {
      if (cells[at] != 0) {
        out.varint(at - before);
        out.varint(cells[at]);
        before = at;
      }
    }
    out.varint(0);
  }

  /** Reads what {@link #write} wrote. */
  static EvictedTotals read(Bytes.Reader in) {
    EvictedTotals read = new EvictedTotals(0);
    read.cells = new int[in.integer()];
    read.largest = in.varint();
    int at = -1;
    for (int gap = in.integer(); gap != 0; gap = in.integer()) {
      at += gap;
      read.cells[at] = in.integer();
    }
    return read;
  }
}
