package dev.meetuppulse.redis;

import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.Row;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * The ranks of a board's rows half a minute ago.
 *
 * <p>A viewer asks "who is moving?". Compared with the board of a second ago nearly no row has
 * moved, and a badge would flash by unread; half a minute is long enough to read and short enough
 * to be news. Ranks are noted every {@value #STEP_MILLIS} ms, so the comparison is with 30 to 35 s
 * ago, or with the oldest board known if counting began later than that.
 */
final class RankMemory {
  static final long STEP_MILLIS = 5_000;
  static final long SPAN_MILLIS = 30_000;

  private record Noted(long at, Map<String, Integer> ranks) {}

  private final ArrayDeque<Noted> notes = new ArrayDeque<>();

  /** Adds the ranks of a time, which is later than those before. */
  void note(long at, Map<String, Integer> ranks) {
    notes.add(new Noted(at, ranks));
  }

  /**
   * The earlier ranks to compare this board with, as of {@code at}, wall clock in ms since the
   * epoch; its own ranks if it is the first.
   */
  Map<String, Integer> before(Board board, long at) {
    // The clock has stepped back: ranks noted after now are dropped.
    while (!notes.isEmpty() && notes.getLast().at() > at) {
      notes.removeLast();
    }
    if (notes.isEmpty()
        || notes.getLast().ranks().isEmpty()
        || at - notes.getLast().at() >= STEP_MILLIS) {
      note(at, ranks(board));
    }
    // On a board that was empty everything would be new, which is no information.
    while (notes.size() > 1 && notes.getFirst().ranks().isEmpty()) {
      notes.removeFirst();
    }
    while (notes.size() > 1 && second().at() <= at - SPAN_MILLIS) {
      notes.removeFirst();
    }
    return notes.getFirst().ranks();
  }

  private Noted second() {
    var each = notes.iterator();
    each.next();
    return each.next();
  }

  private static Map<String, Integer> ranks(Board board) {
    Map<String, Integer> ranks = new HashMap<>();
    int rank = 0;
    for (Row row : board.rows()) {
      ranks.put(row.key(), ++rank);
    }
    return ranks;
  }
}
