package dev.meetuppulse.web.page;

import dev.meetuppulse.core.board.Filter;
import dev.meetuppulse.core.board.Measure;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.web.boards.BoardView;
import java.util.ArrayList;
import java.util.List;

/**
 * A ranking as its template needs it.
 *
 * @param main true for the two that come first
 * @param inexact how far the board may be off; null if it is exact
 * @param most rows there is room for
 * @param nothing the text in place of rows; null if there are some
 */
record PanelModel(
    String dimension,
    String title,
    String one,
    boolean main,
    boolean visible,
    String total,
    String inexact,
    String shareHead,
    String valueHead,
    int most,
    List<RowModel> rows,
    String nothing) {

  private static final int SIDE_ROWS = 5;

  static PanelModel of(Dimension dimension, BoardView board, boolean main, PageOptions options) {
    Measure measure = options.query().measure();
    Filter filter = options.query().filter();
    boolean going = measure == Measure.GOING;
    int most = options.query().rows();
    if (options.isOverview() && !main) {
      most = Math.min(SIDE_ROWS, most);
    }
    List<RowModel> rows =
        board == null
            ? List.of()
            : board.rows().stream()
                .limit(most)
                .map(
                    row ->
                        RowModel.of(
                            board, row, measure, new Filter(dimension, row.key()).equals(filter)))
                .toList();
    return new PanelModel(
        dimension.id(),
        Words.title(dimension),
        dimension.one(),
        main,
        visible(dimension, board, filter, options),
        board == null ? "" : total(board),
        board == null || board.exact() ? null : inexact(board),
        going ? "RSVPs" : "share",
        going ? "going" : "RSVPs",
        most,
        rows,
        board == null || !rows.isEmpty()
            ? null
            : "No RSVPs in the " + Words.span(options.query().window().name()) + ".");
  }

  private static String total(BoardView board) {
    return Words.keys(board.keys(), board.dimension())
        + ", "
        + Numbers.count(board.rsvps())
        + " RSVPs"
        + (board.exact() ? ", exact" : "");
  }

  private static String inexact(BoardView board) {
    List<String> parts = new ArrayList<>();
    if (board.shortBy() > 0) {
      parts.add("a count may be short by up to " + Numbers.count(board.shortBy()));
    }
    if (board.unlisted() > 0) {
      parts.add(
          Numbers.count(board.unlisted())
              + (board.unlisted() == 1 ? " RSVP has no row" : " RSVPs have no row"));
    }
    return "Not exact: " + String.join(", and ", parts);
  }

  private static boolean visible(
      Dimension dimension, BoardView board, Filter filter, PageOptions options) {
    return options.isOverview()
        ? filter == null || board == null || board.keys() != 1
        : options.view().equals(dimension.id());
  }
}
