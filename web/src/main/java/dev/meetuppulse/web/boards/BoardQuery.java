package dev.meetuppulse.web.boards;

import dev.meetuppulse.core.board.Filter;
import dev.meetuppulse.core.board.Measure;
import dev.meetuppulse.core.board.QueryCriteria;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.util.List;

/**
 * A query for the boards of one window.
 *
 * @param catalog the available boards
 * @param dimensions those asked for
 * @param rows of a board at most
 * @param at the end of the wanted moment, ms since the epoch, on the grid on which the past is
 *     kept; null for now
 * @param criteria a filter, a measure or both; null for all RSVPs, ranked by them
 */
public record BoardQuery(
    Catalog catalog,
    List<Dimension> dimensions,
    Window window,
    int rows,
    Long at,
    QueryCriteria criteria) {

  public BoardQuery {
    dimensions = List.copyOf(dimensions);
  }

  /** Null if there is none. */
  public Filter filter() {
    return criteria == null ? null : criteria.filter();
  }

  public Measure measure() {
    return criteria == null ? Measure.RSVPS : criteria.measure();
  }
}
