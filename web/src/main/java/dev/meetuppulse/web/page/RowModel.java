package dev.meetuppulse.web.page;

import dev.meetuppulse.core.board.Measure;
import dev.meetuppulse.redis.StoredBoard.BoardRow;
import dev.meetuppulse.web.boards.BoardView;

/**
 * A row of a ranking as its template needs it.
 *
 * @param filled how long its bar is, percent
 * @param tabindex 0 for the first row, which the keyboard reaches, else -1
 * @param picked true if the page is filtered by it
 */
record RowModel(
    String key,
    String label,
    int rank,
    int filled,
    int tabindex,
    boolean picked,
    String kind,
    String sign,
    String moved,
    String share,
    String value,
    String unit) {

  /** An empty row, for the script to clone and fill. */
  static final RowModel BLANK = new RowModel("", "", 0, 0, -1, false, "same", "", "", "", "", "");

  static RowModel of(BoardView board, BoardRow row, Measure measure, boolean picked) {
    boolean going = measure == Measure.GOING;
    long measured = measured(row, measure);
    long most = Math.max(1, measured(board.rows().get(0), measure));
    int up = row.was() == null ? 0 : row.was() - row.rank();
    String weighed = board.measure() == null ? "" : ", " + row.yes() + " yes, " + row.no() + " no";
    return new RowModel(
        row.key(),
        row.label(),
        row.rank(),
        (int) Math.round(100.0 * measured / most),
        row.rank() == 1 ? 0 : -1,
        picked,
        row.was() == null ? "new" : up > 0 ? "up" : up < 0 ? "down" : "same",
        row.was() == null ? "new" : up > 0 ? "▲" + up : up < 0 ? "▼" + -up : "",
        row.was() == null ? ", new here" : up > 0 ? ", up " + up : up < 0 ? ", down " + -up : "",
        going ? Numbers.brief(row.rsvps()) : Numbers.percent(row.rsvps(), board.rsvps()),
        Numbers.brief(measured),
        (going ? " going" : " RSVPs") + weighed);
  }

  static long measured(BoardRow row, Measure measure) {
    return measure == Measure.GOING ? row.going() : row.rsvps();
  }
}
