package dev.meetuppulse.core.board;

import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.journal.CorruptEntryException;
import dev.meetuppulse.core.journal.CountsMissingException;
import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Cell;
import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyNumbers;
import dev.meetuppulse.core.window.KeyTotals;
import dev.meetuppulse.core.window.Totals;
import dev.meetuppulse.core.window.Window;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Answers what the published boards don't hold: the boards of one city, one state, one topic, and
 * boards by another measure. Follows the journals as a ranker does, and adds up the cells of a
 * window when asked; exact, not sampled. Not thread safe; time is an argument.
 */
public final class BoardQueryEngine {
  private final CountOptions options;
  private final MergedPartitions partitions;

  /** Reads nothing yet. */
  public BoardQueryEngine(CountOptions options, JournalStore store) {
    this.options = options;
    this.partitions =
        new MergedPartitions(options, List.of(), store, SharedNumbers.Forgetting.NOTHING);
  }

  /**
   * Reads what was saved since the last call.
   *
   * @param now the wall clock, ms since the epoch
   * @throws CountsMissingException while the store lacks a partition that it had
   * @throws dev.meetuppulse.core.journal.StoreException when the store does not answer
   * @throws CorruptEntryException if a journal can't be read, or was counted with other options
   */
  public void refresh(long now) throws CorruptEntryException {
    partitions.catchUp();
    if (partitions.isWaitingForLost(now)) {
      throw new CountsMissingException();
    }
  }

  /** Grows with every save. An answer is valid until it grows or the clock advances. */
  public long revision() {
    return partitions.revision();
  }

  /** True if the boards that match the criteria are known for the last hour too. */
  public static boolean remembers(Window window, List<Window> windows) {
    return PastCells.keeper(window, windows).isPresent();
  }

  /**
   * The boards that match the criteria.
   *
   * @param window any but {@code all}
   * @param now the wall clock, ms since the epoch; not used where windows end with the event clock
   * @param top rows on a board
   * @throws IllegalArgumentException for the window {@code all}
   */
  public BoardQueryResult boards(Window window, QueryCriteria criteria, long now, int top) {
    long clock = clock(now);
    return boards(
        window,
        criteria,
        clock,
        top,
        visitor -> partitions.windows().forEachCell(window, clock, visitor));
  }

  /**
   * The past boards that match the criteria, to the minute.
   *
   * @param window one that is remembered
   * @param at ms since the epoch
   * @param now as for {@link #boards}
   * @param top rows on a board
   * @return empty if they are no longer kept
   */
  public Optional<BoardQueryResult> past(
      Window window, QueryCriteria criteria, long at, long now, int top) {
    PastCells past = pastCells(window);
    long clock = clock(now);
    long end = PastCells.end(Math.min(at, clock));
    return past.keeps(end, clock)
        ? Optional.of(
            boards(
                window,
                criteria,
                end,
                top,
                visitor -> past.forEachCell(past.first(end), past.last(end), visitor)))
        : Optional.empty();
  }

  /**
   * The last hour of the RSVPs that match the criteria, by the minute.
   *
   * @param window one that is remembered
   * @param now as for {@link #boards}
   * @param keys whose numbers are wanted
   */
  public BoardQueryHistory history(
      Window window, QueryCriteria criteria, long now, Map<Dimension, List<String>> keys) {
    PastCells past = pastCells(window);
    Dictionary dictionary = partitions.dictionary();
    long[] ends = past.ends(clock(now));
    SlidingSums all = new SlidingSums(past, ends);
    Map<Dimension, Map<Integer, SlidingSums>> wanted =
        byNumber(keys, () -> new SlidingSums(past, ends));
    Filter filter = criteria.filter();
    boolean mayMatch =
        filter == null || number(filter.dimension(), filter.key()) != Dictionary.NONE;
    for (long bucket = all.first(); mayMatch && bucket <= all.last(); bucket++) {
      long at = bucket;
      forEachSelected(
          filter,
          visitor -> past.forEachCell(at, at, visitor),
          cell -> {
            all.add(at, cell.counts().rsvps());
            long measured = criteria.measure().of(cell.counts());
            dictionary
                .group(cell.group())
                .forEach(
                    cell.event(),
                    (dimension, key) -> {
                      SlidingSums sums = wanted.getOrDefault(dimension, Map.of()).get(key);
                      if (sums != null) {
                        sums.add(at, measured);
                      }
                    });
          });
    }
    return new BoardQueryHistory(ends, all.sums(), byName(keys, wanted));
  }

  private Map<Dimension, Map<Integer, SlidingSums>> byNumber(
      Map<Dimension, List<String>> keys, Supplier<SlidingSums> sums) {
    Map<Dimension, Map<Integer, SlidingSums>> all = new EnumMap<>(Dimension.class);
    keys.forEach(
        (dimension, names) -> {
          Map<Integer, SlidingSums> byNumber = new HashMap<>();
          names.forEach(name -> byNumber.put(number(dimension, name), sums.get()));
          all.put(dimension, byNumber);
        });
    return all;
  }

  private Map<Dimension, Map<String, long[]>> byName(
      Map<Dimension, List<String>> keys, Map<Dimension, Map<Integer, SlidingSums>> sums) {
    Map<Dimension, Map<String, long[]>> all = new EnumMap<>(Dimension.class);
    keys.forEach(
        (dimension, names) -> {
          Map<String, long[]> byName = new LinkedHashMap<>();
          names.forEach(
              name -> byName.put(name, sums.get(dimension).get(number(dimension, name)).sums()));
          all.put(dimension, byName);
        });
    return all;
  }

  private int number(Dimension dimension, String name) {
    return partitions.dictionary().keys(dimension).find(Key.of(name));
  }

  private PastCells pastCells(Window window) {
    return PastCells.of(window, options.windows(), partitions.windows().rings());
  }

  private long clock(long now) {
    return options.eventClock() ? partitions.clock() : now;
  }

  /**
   * Visits the cells that a filter lets through.
   *
   * @return RSVPs for which it is unknown whether it would
   */
  private long forEachSelected(Filter filter, Consumer<Cell.Visitor> cells, Cell.Visitor visitor) {
    if (filter == null) {
      cells.accept(visitor);
      return 0;
    }
    Dictionary dictionary = partitions.dictionary();
    Dimension dimension = filter.dimension();
    int wanted = number(dimension, filter.key());
    long[] unknown = new long[1];
    cells.accept(
        cell -> {
          KeyNumbers keys = dictionary.group(cell.group());
          if (wanted != Dictionary.NONE && keys.counts(dimension, cell.event(), wanted)) {
            visitor.cell(cell);
          } else if (keys.counts(dimension, cell.event(), Dictionary.UNLISTED)) {
            unknown[0] += cell.counts().rsvps();
          }
        });
    return unknown[0];
  }

  private BoardQueryResult boards(
      Window window, QueryCriteria criteria, long clock, int top, Consumer<Cell.Visitor> cells) {
    Dictionary dictionary = partitions.dictionary();
    KeyTotals totals = new KeyTotals(dictionary, options.dimensions());
    Counts sum = new Counts();
    long unknown =
        forEachSelected(
            criteria.filter(),
            cells,
            cell -> {
              sum.add(cell.counts());
              totals.add(cell);
            });
    List<Board> boards = new ArrayList<>();
    for (Dimension dimension : EnumSet.copyOf(options.dimensions())) {
      Totals of = totals.of(dimension);
      Leaderboard.Top picked =
          Leaderboard.top(of, dictionary.keys(dimension), top, criteria.measure());
      long unlisted = of.rsvps(Dictionary.UNLISTED);
      boards.add(
          new Board(
              dimension,
              window,
              clock,
              revision(),
              sum.rsvps(),
              picked.keys(),
              new Board.Accuracy(unlisted + unknown, unlisted),
              picked.rows()));
    }
    return new BoardQueryResult(boards, sum.rsvps(), sum.yes(), sum.no(), sum.going());
  }
}
