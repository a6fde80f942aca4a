package dev.meetuppulse.web.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.core.board.Filter;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.web.boards.BoardView;
import dev.meetuppulse.web.boards.LiveView;
import dev.meetuppulse.web.boards.StatusView;
import dev.meetuppulse.web.http.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The page as its template needs it: everything that can be read before a script runs.
 *
 * @param assets the folder of scripts and styles
 * @param theme null to follow the system
 * @param state of the boards, a name that has a shape and a colour
 * @param detail what went wrong, or empty
 * @param only what the page is filtered by, or null
 * @param pastless true if nothing is known of the last hour of the chosen boards
 * @param total of a criteria, or null
 * @param empty true if there is no board yet
 * @param blank elements for the script to fill
 * @param first what the script starts from, JSON
 */
record PageModel(
    String assets,
    String view,
    String theme,
    boolean kiosk,
    String windowName,
    String state,
    String word,
    String detail,
    String asOf,
    List<FactModel> facts,
    List<SegmentModel> segments,
    Only only,
    boolean pastless,
    TotalModel total,
    boolean empty,
    List<PanelModel> panels,
    MapModel map,
    TrendsModel trends,
    List<PanelModel> others,
    Blank blank,
    String first) {

  /** A filter: the name of its parameter, its key and its label. */
  record Only(String by, String key, String label) {}

  /** The words on the total of all selected RSVPs. */
  record TotalModel(String no, String yes, String going) {
    static TotalModel of(LiveView.Total total) {
      return total == null
          ? null
          : new TotalModel(
              part(total.no(), "no", total),
              part(total.yes(), "yes", total),
              Numbers.count(total.going()) + " people going");
    }

    private static String part(long n, String answer, LiveView.Total total) {
      return Numbers.count(n) + " " + answer + ", " + Numbers.percent(n, total.rsvps());
    }
  }

  /** How current the boards are; the script judges it in more detail. */
  private record LiveState(String name, String word, String detail) {
    static LiveState of(PageData data, boolean isEmpty) {
      if (data.live() == null) {
        return failed(data.problem());
      }
      if (isEmpty) {
        return new LiveState("none", "No data yet", "");
      }
      return isFresh(data.live().status(), data.live().boards().values(), data.now())
          ? new LiveState("live", "Live", "")
          : new LiveState("stale", "Stale", "");
    }

    private static LiveState failed(Problem problem) {
      return switch (problem.error()) {
        case "redis_down" -> new LiveState("down", "Redis is down", "");
        case "redis_refuses" -> new LiveState("down", "Redis refuses", problem.message());
        default -> new LiveState("down", "Server error", problem.message());
      };
    }

    private static boolean isFresh(JsonNode status, Collection<BoardView> boards, long now) {
      return StatusView.isFresh(status, now)
          && boards.stream()
              .allMatch(board -> board == null || board.behind(status) < StatusView.STALE_MILLIS)
          && !status.path("reason").isTextual()
          && status.path("stuck").asInt() == 0
          && !status.path("kafkaDown").asBoolean();
    }
  }

  /** Elements without content. */
  record Blank(RowModel row, TrendsModel.RisingModel rising, TrendsModel.News change) {}

  /**
   * The data that is on the page.
   *
   * @param live null if it can't be read
   * @param problem why; null if it can
   * @param now the wall clock, ms since the epoch
   */
  record PageData(LiveView live, Problem problem, JsonNode trends, long now) {}

  /** The page of this data. */
  static PageModel of(PageOptions options, PageData data, String assets, String first) {
    LiveView live = data.live();
    Map<String, BoardView> boards = live == null ? Map.of() : live.boards();
    JsonNode status = live == null ? null : live.status();
    boolean isEmpty = live != null && boards.values().stream().allMatch(board -> board == null);
    LiveState state = LiveState.of(data, isEmpty);
    List<Dimension> usual = MainBoards.usual(options.query().catalog());
    BoardView cities = boards.get(Dimension.CITIES.id());
    return new PageModel(
        assets,
        options.view(),
        options.theme(),
        options.kiosk(),
        Words.span(options.query().window().name()),
        state.name(),
        state.word(),
        state.detail(),
        status == null || status.path("clock").asLong() == 0
            ? ""
            : "as of " + Words.second(status.path("clock").asLong()),
        FactModel.all(options.query().window(), cities, status),
        SegmentModel.all(options),
        only(options, boards),
        options.isPastless(),
        live == null ? null : TotalModel.of(live.total()),
        isEmpty,
        panels(usual.stream(), options, boards),
        MapModel.of(boards.get(Dimension.STATES.id()), options),
        TrendsModel.of(data.trends(), options),
        panels(Stream.of(Dimension.values()).filter(d -> !usual.contains(d)), options, boards),
        new Blank(RowModel.BLANK, TrendsModel.RisingModel.BLANK, TrendsModel.News.BLANK),
        first);
  }

  private static List<PanelModel> panels(
      Stream<Dimension> dimensions, PageOptions options, Map<String, BoardView> boards) {
    List<Dimension> main = MainBoards.of(options, boards);
    return dimensions
        .filter(options.query().catalog().dimensions()::contains)
        .map(
            dimension ->
                PanelModel.of(
                    dimension, boards.get(dimension.id()), main.contains(dimension), options))
        .toList();
  }

  private static Only only(PageOptions options, Map<String, BoardView> boards) {
    Filter filter = options.query().filter();
    if (filter == null) {
      return null;
    }
    BoardView board = boards.get(filter.dimension().id());
    String label =
        board == null
            ? filter.key()
            : board.rows().stream()
                .filter(row -> row.key().equals(filter.key()))
                .map(row -> row.label())
                .findFirst()
                .orElse(filter.key());
    return new Only(filter.dimension().one(), filter.key(), label);
  }
}
