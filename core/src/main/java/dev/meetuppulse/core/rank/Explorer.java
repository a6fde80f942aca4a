package dev.meetuppulse.core.rank;

import dev.meetuppulse.core.count.CorruptEntryException;
import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.count.Dictionary;
import dev.meetuppulse.core.count.Dimension;
import dev.meetuppulse.core.count.FacetKeys;
import dev.meetuppulse.core.count.JournalStore;
import dev.meetuppulse.core.count.Totals;
import dev.meetuppulse.core.count.Window;
import dev.meetuppulse.core.rsvp.Key;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Answers what the published boards don't hold: the boards of one city, one state, one topic, and
 * boards by another measure. Follows the journals as a ranker does, and adds up the cells of a
 * window when asked; exact, not sampled. Not thread safe; time is an argument.
 */
public final class Explorer {
  private final CountOptions options;
  private final MergedPartitions partitions;

  /** Reads nothing yet. */
  public Explorer(CountOptions options, JournalStore store) {
    this.options = options;
    this.partitions = new MergedPartitions(options, List.of(), store);
  }

  /**
   * Reads what was saved since the last call.
   *
   * @throws dev.meetuppulse.core.count.StoreException when the store does not answer
   * @throws CorruptEntryException if a journal can't be read, or was counted with other options
   */
  public void refresh() throws CorruptEntryException {
    partitions.catchUp();
  }

  /** Grows with everything saved; an answer is good until it does, or the clock moves on. */
  public long revision() {
    return partitions.revision();
  }

  /**
   * The boards of a selection.
   *
   * @param window any but {@code all}
   * @param now the wall clock, ms since the epoch; where windows end with the event clock it is not
   *     looked at
   * @param top rows on a board
   * @throws IllegalArgumentException for the window {@code all}
   */
  public Explored boards(Window window, Selection selection, long now, int top) {
    long clock = options.eventClock() ? partitions.clock() : now;
    Dictionary dictionary = partitions.dictionary();
    Map<Dimension, Totals> totals = new EnumMap<>(Dimension.class);
    for (Dimension dimension : options.dimensions()) {
      totals.put(dimension, new Totals());
    }
    long[] sum = new long[4];
    Filter filter = selection.filter();
    int wanted =
        filter == null
            ? Dictionary.NONE
            : dictionary.find(filter.dimension(), Key.of(filter.key()));
    if (filter == null || wanted != Dictionary.NONE) {
      partitions
          .windows()
          .forEachCell(
              window,
              clock,
              (facets, event, rsvps, yes, no, going) -> {
                FacetKeys keys = dictionary.facets(facets);
                if (filter == null || keys.counts(filter.dimension(), event, wanted)) {
                  sum[0] += rsvps;
                  sum[1] += yes;
                  sum[2] += no;
                  sum[3] += going;
                  keys.forEach(
                      event,
                      (dimension, key) -> {
                        Totals of = totals.get(dimension);
                        if (of != null) {
                          of.add(key, rsvps, yes, no, going);
                        }
                      });
                }
              });
    }
    List<Board> boards = new ArrayList<>();
    totals.forEach(
        (dimension, of) -> {
          Leaderboard.Top picked =
              Leaderboard.top(
                  of,
                  Math.min(of.keys(), dictionary.size(dimension)),
                  number -> dictionary.key(dimension, number),
                  top,
                  selection.measure());
          boards.add(
              new Board(
                  dimension, window, clock, revision(), sum[0], picked.keys(), picked.rows()));
        });
    return new Explored(boards, sum[0], sum[1], sum[2], sum[3]);
  }
}
