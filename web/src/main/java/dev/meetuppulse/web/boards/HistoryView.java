package dev.meetuppulse.web.boards;

import java.util.List;
import java.util.Map;

/**
 * The last hour of a window's boards.
 *
 * @param boards by dimension
 */
public record HistoryView(String window, Map<String, Series> boards) {

  /**
   * The last hour of a board.
   *
   * @param clocks when its windows ended, ms since the epoch, oldest first
   * @param rsvps of the whole board at each of them
   * @param rows by key, what a row was ranked by at each of them; null where it was not on the
   *     published board
   */
  public record Series(List<Long> clocks, List<Long> rsvps, Map<String, List<Long>> rows) {}
}
