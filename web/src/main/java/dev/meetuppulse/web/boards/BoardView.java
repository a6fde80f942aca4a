package dev.meetuppulse.web.boards;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.QueryCriteria;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.redis.BoardStamp;
import dev.meetuppulse.redis.StoredBoard;
import dev.meetuppulse.redis.StoredBoard.BoardRow;
import dev.meetuppulse.redis.StoredPast;
import java.util.ArrayList;
import java.util.List;

/**
 * A board as the API gives it; what is null is left out.
 *
 * @param clock "as of": ms since the epoch, the clock the window ended with
 * @param revision null for a board of the past, as is publishedAt, unless it matches criteria
 * @param rsvps distinct RSVPs in the window that match the query, also those without a key in the
 *     dimension
 * @param keys distinct keys in the window
 * @param exact true if every key's row is exact
 * @param shortBy RSVPs by which any row may be short, at most
 * @param unlisted RSVPs in the window that are on no row because memory is bounded
 * @param measure what rows are ranked by; null for a board that is published: RSVPs
 * @param rows those of a filtered, going-ranked or past board never show movement
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BoardView(
    String dimension,
    String window,
    long clock,
    Long revision,
    Long publishedAt,
    long rsvps,
    long keys,
    boolean exact,
    long shortBy,
    long unlisted,
    String measure,
    List<BoardRow> rows) {

  public BoardView {
    rows = List.copyOf(rows);
  }

  /** A published board. */
  static BoardView of(StoredBoard board) {
    return new BoardView(
        board.dimension(),
        board.window(),
        board.clock(),
        board.revision(),
        board.publishedAt(),
        board.rsvps(),
        board.keys(),
        board.exact(),
        board.shortBy(),
        board.unlisted(),
        null,
        board.rows());
  }

  /** A board of the last hour. */
  static BoardView of(String dimension, String window, StoredPast past) {
    List<BoardRow> rows = new ArrayList<>();
    for (StoredPast.PastRow row : past.rows()) {
      int rank = rows.size() + 1;
      String label = row.label() == null ? row.key() : row.label();
      rows.add(
          new BoardRow(
              rank, rank, row.key(), label, row.rsvps(), row.yes(), row.no(), row.going()));
    }
    return new BoardView(
        dimension,
        window,
        past.clock(),
        null,
        null,
        past.rsvps(),
        past.keys(),
        past.exact(),
        past.shortBy(),
        past.unlisted(),
        null,
        rows);
  }

  /**
   * A board that matches a query's criteria.
   *
   * @param now the wall clock, ms since the epoch
   */
  static BoardView of(Board board, QueryCriteria criteria, long now) {
    List<BoardRow> rows = new ArrayList<>();
    for (Row row : board.rows()) {
      int rank = rows.size() + 1;
      rows.add(
          new BoardRow(
              rank, rank, row.key(), row.label(), row.rsvps(), row.yes(), row.no(), row.going()));
    }
    return new BoardView(
        board.dimension().id(),
        board.window().name(),
        board.clock(),
        board.revision(),
        now,
        board.rsvps(),
        board.keys(),
        board.accuracy().exact(),
        board.accuracy().shortBy(),
        board.accuracy().unlisted(),
        criteria.measure().id(),
        rows);
  }

  /**
   * By how much longer than the status it was not published, ms; 0 for one that is not published.
   */
  public long behind(JsonNode status) {
    return measure != null || publishedAt == null || revision == null
        ? 0
        : new BoardStamp(dimension, window, clock, revision, publishedAt).behind(status);
  }

  /** The same with at most that many rows. */
  BoardView cut(int most) {
    return rows.size() <= most
        ? this
        : new BoardView(
            dimension,
            window,
            clock,
            revision,
            publishedAt,
            rsvps,
            keys,
            exact,
            shortBy,
            unlisted,
            measure,
            rows.subList(0, most));
  }
}
