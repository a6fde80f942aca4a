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
 * @param rsvps distinct RSVPs in the window that count on this dimension
 * @param keys distinct keys in the window
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
    List<Row> rows) {

  public Board {
    rows = List.copyOf(rows);
  }
}
