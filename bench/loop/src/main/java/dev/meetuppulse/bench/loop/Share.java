package dev.meetuppulse.bench.loop;

import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.SeenTable;
import dev.meetuppulse.bench.job.SlidingBoards;
import dev.meetuppulse.bench.job.Votes;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.window.Cell;
import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Totals;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.core.window.Windows;
import java.util.List;
import java.util.Map;

/** The partitions that one thread counts. Not thread safe: lock it. */
final class Share {
  private static final Window WINDOW = Window.parseList(Job.WINDOW_SECONDS / 60 + "m:1s").get(0);

  private final Dictionary dictionary = new Dictionary(SlidingBoards.DIMENSIONS);
  private final SeenTable seen = new SeenTable(dictionary, this::add);

  private final Windows windows =
      new Windows(dictionary, List.of(WINDOW), SlidingBoards.DIMENSIONS);
  private final Cell cell = new Cell();
  private final Counts counts = new Counts();
  private long received;
  private long clock;

  void count(Outcome outcome) {
    received++;
    if (!(outcome instanceof Rsvp rsvp)) {
      return;
    }
    clock = Math.max(clock, rsvp.mtime());
    if (rsvp.groupKeys().country().equals(Job.COUNTRY)) {
      seen.judge(rsvp);
    }
  }

  private void add(long mtime, long vote, int group, int sign) {
    cell.of(group, Dictionary.NONE)
        .counts()
        .set(sign, sign * Votes.yes(vote), sign * Votes.no(vote), sign * Votes.going(vote));
    windows.add(mtime, cell);
  }

  long received() {
    return received;
  }

  /** The largest {@code mtime}, ms since the epoch. */
  long clock() {
    return clock;
  }

  /** Ends the window with a clock and adds its totals to those of others. */
  void addTo(Dictionary sharedKeys, Map<Dimension, Totals> sums, long now) {
    windows.advance(now);
    for (Dimension dimension : SlidingBoards.DIMENSIONS) {
      Totals own = windows.totals(WINDOW, dimension);
      for (int number = 1; number < dictionary.size(dimension); number++) {
        Key key = dictionary.key(dimension, number);
        sums.get(dimension).add(sharedKeys.number(dimension, key), own.get(number, counts));
      }
    }
  }
}
