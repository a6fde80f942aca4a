package dev.meetuppulse.web.boards;

import dev.meetuppulse.core.board.BoardQueryHistory;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.redis.BoardReader;
import dev.meetuppulse.redis.StoredBoard.BoardRow;
import dev.meetuppulse.redis.StoredPast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last hour of the rows that are on a window's boards now, for sparklines. */
public final class Histories {
  /** Points of a sparkline at most: more can't be distinguished at its size. */
  private static final int POINTS = 60;

  /** Further rows that are prepared, in case they rise. */
  private static final int NEXT_ROWS = 10;

  private final BoardReader reader;
  private final JournalBoards journals;
  private final Boards boards;

  public Histories(BoardReader reader, JournalBoards journals, Boards boards) {
    this.reader = reader;
    this.journals = journals;
    this.boards = boards;
  }

  /**
   * The last hour of the boards asked for.
   *
   * @throws dev.meetuppulse.core.journal.StoreException when Redis does not answer
   */
  public HistoryView history(BoardQuery query) {
    Map<Dimension, List<String>> keys = keys(query);
    return new HistoryView(
        query.window().name(),
        query.criteria() == null ? kept(query, keys) : selected(query, keys));
  }

  /** The keys that are on each board now. */
  private Map<Dimension, List<String>> keys(BoardQuery query) {
    int most = Math.min(query.catalog().mostRows(), query.rows() + NEXT_ROWS);
    BoardQuery now =
        new BoardQuery(
            query.catalog(), query.dimensions(), query.window(), most, null, query.criteria());
    Map<String, BoardView> live = boards.live(now).boards();
    Map<Dimension, List<String>> keys = new EnumMap<>(Dimension.class);
    for (Dimension dimension : query.dimensions()) {
      BoardView board = live.get(dimension.id());
      keys.put(
          dimension,
          board == null
              ? List.of()
              : board.rows().stream().map(BoardRow::key).limit(most).toList());
    }
    return keys;
  }

  private Map<String, HistoryView.Series> kept(
      BoardQuery query, Map<Dimension, List<String>> keys) {
    Map<String, HistoryView.Series> all = new LinkedHashMap<>();
    for (Dimension dimension : query.dimensions()) {
      List<StoredPast> past = reader.history(dimension, query.window().name(), POINTS);
      all.put(dimension.id(), series(keys.get(dimension), past));
    }
    return all;
  }

  private static HistoryView.Series series(List<String> keys, List<StoredPast> past) {
    Map<String, List<Long>> rows = new LinkedHashMap<>();
    keys.forEach(key -> rows.put(key, new ArrayList<>(Collections.nCopies(past.size(), null))));
    for (int i = 0; i < past.size(); i++) {
      for (StoredPast.PastRow row : past.get(i).rows()) {
        List<Long> values = rows.get(row.key());
        if (values != null) {
          values.set(i, row.rsvps());
        }
      }
    }
    return new HistoryView.Series(
        past.stream().map(StoredPast::clock).toList(),
        past.stream().map(StoredPast::rsvps).toList(),
        rows);
  }

  private Map<String, HistoryView.Series> selected(
      BoardQuery query, Map<Dimension, List<String>> keys) {
    BoardQueryHistory past = journals.history(query, System.currentTimeMillis(), keys);
    Map<String, HistoryView.Series> all = new LinkedHashMap<>();
    for (Dimension dimension : query.dimensions()) {
      Map<String, List<Long>> rows = new LinkedHashMap<>();
      past.rows().get(dimension).forEach((key, values) -> rows.put(key, boxed(values)));
      all.put(
          dimension.id(), new HistoryView.Series(boxed(past.clocks()), boxed(past.rsvps()), rows));
    }
    return all;
  }

  private static List<Long> boxed(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
