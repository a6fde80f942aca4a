package dev.meetuppulse.web.page;

import dev.meetuppulse.core.board.Measure;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.redis.StoredBoard.BoardRow;
import dev.meetuppulse.web.boards.BoardView;
import dev.meetuppulse.web.http.Resources;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The US as tiles of one size, each a state, as warm as it is active. */
record MapModel(boolean visible, String reading, List<Tile> tiles) {
  static final int LAST_COLUMN = 10;

  private static final int STEPS = 6;
  private static final String FIRST = "CA";
  private static final List<StatePosition> PLACES =
      Resources.text("states.csv").lines().skip(1).map(StatePosition::of).toList();

  /** The position of a state's tile, from the left and from the top. */
  private record StatePosition(String code, int x, int y, String name) {
    static StatePosition of(String line) {
      String[] cells = line.split(",");
      return new StatePosition(
          cells[0], Integer.parseInt(cells[1]), Integer.parseInt(cells[2]), cells[3]);
    }
  }

  /**
   * A tile.
   *
   * @param heat 0 for none to 6 for the most
   * @param tabindex 0 for the one that the keyboard reaches, else -1
   */
  record Tile(
      String code, String name, int x, int y, int heat, int tabindex, String value, String unit) {}

  static MapModel of(BoardView board, PageOptions options) {
    Measure measure = options.query().measure();
    Map<String, BoardRow> rows =
        board == null
            ? Map.of()
            : board.rows().stream().collect(Collectors.toMap(BoardRow::key, Function.identity()));
    long most =
        rows.values().stream().mapToLong(row -> RowModel.measured(row, measure)).max().orElse(1);
    List<Tile> tiles =
        PLACES.stream()
            .map(
                place ->
                    tile(
                        place,
                        rows.containsKey(place.code())
                            ? RowModel.measured(rows.get(place.code()), measure)
                            : 0,
                        most,
                        measure))
            .toList();
    boolean oneState = options.query().filter() != null && board != null && board.keys() == 1;
    boolean isCounted = options.query().catalog().dimensions().contains(Dimension.STATES);
    return new MapModel(
        isCounted && (options.view().equals("states") || options.isOverview() && !oneState),
        board == null ? "" : Words.keys(board.keys(), "states") + " active",
        tiles);
  }

  private static Tile tile(StatePosition place, long n, long most, Measure measure) {
    int heat = n == 0 ? 0 : (int) Math.max(1, Math.ceil(STEPS * Math.sqrt((double) n / most)));
    return new Tile(
        place.code(),
        place.name(),
        place.x(),
        place.y(),
        heat,
        place.code().equals(FIRST) ? 0 : -1,
        n == 0 ? "" : Numbers.tight(n),
        measure == Measure.GOING ? "going" : "RSVPs");
  }
}
