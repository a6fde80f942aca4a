package dev.meetuppulse.core.board;

import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.util.List;

/**
 * The first N of a dimension in a window.
 *
 * @param dimension what is ranked
 * @param window over which time
 * @param clock "as of": ms since the epoch, the clock the window ended with
 * @param revision grows with everything counted; a board of a lower revision is older
 * @param rsvps distinct RSVPs in the window
 * @param keys distinct keys in the window
 * @param accuracy whether the rows are exact, and if not, by how much they may be short
 * @param rows by what was measured (RSVPs on published boards) downwards, then by key's UTF-8 bytes
 *     upwards
 */
public record Board(
    Dimension dimension,
    Window window,
    long clock,
    long revision,
    long rsvps,
    long keys,
    Accuracy accuracy,
    List<Row> rows) {

  /**
   * The error of a board that comes from bounded memory; 0 and 0 if it is exact.
   *
   * @param shortBy RSVPs by which any row may be short, at most
   * @param unlisted RSVPs in the window that count on a key which has no row because memory is
   *     bounded; they are known only for the board as a whole
   */
  public record Accuracy(long shortBy, long unlisted) {
    public static final Accuracy EXACT = new Accuracy(0, 0);

    /** True if every row is exact. */
    public boolean exact() {
      return shortBy == 0 && unlisted == 0;
    }
  }

  public Board {
    rows = List.copyOf(rows);
  }
}
