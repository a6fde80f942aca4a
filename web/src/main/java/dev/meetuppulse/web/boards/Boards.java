package dev.meetuppulse.web.boards;

import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.BoardQueryResult;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.redis.BoardReader;
import dev.meetuppulse.redis.StoredBoard;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The boards that a query asks for: as published, as they were in the past, or added up for its
 * criteria. What is read or computed for one query is shared by those that differ only in
 * dimensions and rows.
 */
public final class Boards {
  /** How long what was published last may be used. */
  public static final Duration PUBLISHED = Duration.ofMillis(50);

  private static final Duration SELECTED = Duration.ofSeconds(1);
  private static final Duration PAST = Duration.ofSeconds(5);

  /** Rows held at most, of all boards together: some 20 MB. */
  private static final long MAX_ROWS = 100_000;

  private static final StatusView NO_STATUS = new StatusView(null, null);

  private record FoundBoards(
      StatusView status, LiveView.Total total, Map<Dimension, BoardView> boards) {
    int rows() {
      return boards.values().stream().mapToInt(board -> board.rows().size()).sum();
    }
  }

  private final BoardReader reader;
  private final JournalBoards journals;
  private final SharedCache<BoardQuery, FoundBoards> found =
      new SharedCache<>(Boards::freshFor, MAX_ROWS, FoundBoards::rows);

  public Boards(BoardReader reader, JournalBoards journals) {
    this.reader = reader;
    this.journals = journals;
  }

  /** How long the answer to a query may be used. */
  public static Duration freshFor(BoardQuery query) {
    return query.at() != null ? PAST : query.criteria() != null ? SELECTED : PUBLISHED;
  }

  /**
   * The boards asked for, with the status; the states' board whole, for the map.
   *
   * @throws dev.meetuppulse.core.journal.StoreException when Redis does not answer
   */
  public LiveView live(BoardQuery query) {
    FoundBoards all = find(query);
    Map<String, BoardView> boards = new LinkedHashMap<>();
    for (Dimension dimension : query.dimensions()) {
      BoardView board = all.boards().get(dimension);
      boolean whole = board == null || dimension == Dimension.STATES;
      boards.put(dimension.id(), whole ? board : board.cut(query.rows()));
    }
    return new LiveView(
        query.window().name(),
        LiveView.Counting.of(query.catalog()),
        all.status().status(),
        all.status().refusal(),
        all.total(),
        boards);
  }

  /** The one board asked for, or null if nothing was published. */
  public BoardView board(BoardQuery query) {
    BoardView board = find(query).boards().get(query.dimensions().get(0));
    return board == null ? null : board.cut(query.rows());
  }

  private FoundBoards find(BoardQuery query) {
    Catalog catalog = query.catalog();
    BoardQuery whole =
        new BoardQuery(
            catalog,
            catalog.dimensions(),
            query.window(),
            catalog.mostRows(),
            query.at(),
            query.criteria());
    return found.get(
        whole,
        () ->
            whole.criteria() != null
                ? selected(whole)
                : whole.at() != null ? past(whole) : published(whole));
  }

  private FoundBoards published(BoardQuery query) {
    BoardReader.PublishedBoards published = reader.read(query.dimensions(), query.window().name());
    Map<Dimension, BoardView> boards = new EnumMap<>(Dimension.class);
    for (int i = 0; i < query.dimensions().size(); i++) {
      String stored = published.boards().get(i);
      if (stored != null) {
        boards.put(query.dimensions().get(i), BoardView.of(StoredBoard.parse(stored)));
      }
    }
    return new FoundBoards(status(published), null, boards);
  }

  private FoundBoards past(BoardQuery query) {
    String window = query.window().name();
    Map<Dimension, BoardView> boards = new EnumMap<>(Dimension.class);
    for (Dimension dimension : query.dimensions()) {
      reader
          .past(dimension, window, query.at())
          .ifPresent(past -> boards.put(dimension, BoardView.of(dimension.id(), window, past)));
    }
    return new FoundBoards(NO_STATUS, null, boards);
  }

  private FoundBoards selected(BoardQuery query) {
    long now = System.currentTimeMillis();
    return journals
        .boards(query, now)
        .map(result -> selected(query, result, now))
        .orElse(new FoundBoards(NO_STATUS, null, Map.of()));
  }

  private FoundBoards selected(BoardQuery query, BoardQueryResult result, long now) {
    Map<Dimension, BoardView> boards = new EnumMap<>(Dimension.class);
    for (Board board : result.boards()) {
      boards.put(board.dimension(), BoardView.of(board, query.criteria(), now));
    }
    return new FoundBoards(
        query.at() == null ? status(reader.read(List.of(), query.window().name())) : NO_STATUS,
        new LiveView.Total(result.rsvps(), result.yes(), result.no(), result.going()),
        boards);
  }

  private StatusView status(BoardReader.PublishedBoards published) {
    return StatusView.of(reader, published, System.currentTimeMillis());
  }
}
