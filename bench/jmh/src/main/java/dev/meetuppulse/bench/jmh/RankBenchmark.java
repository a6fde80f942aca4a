package dev.meetuppulse.bench.jmh;

import dev.meetuppulse.core.board.Leaderboard;
import dev.meetuppulse.core.board.Measure;
import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Cell;
import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Totals;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.core.window.Windows;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Windows that follow the records, for windows of several lengths; and the first 50 of a board. */
public class RankBenchmark extends NanosBenchmark {
  private static final int GROUPS = 10_000;
  private static final int TOPICS = 4_000;
  private static final int TOP = 50;

  @Param({"1m:1s", "5m:1s", "1h:1m", "24h:1m"})
  private String window;

  private final Dictionary dictionary = new Dictionary(List.of(Dimension.values()));
  private final Totals totals = new Totals();
  private final SplittableRandom random = new SplittableRandom(4);
  private final Cell cell = new Cell();
  private int[] groups;
  private Windows windows;
  private long records;

  @Setup
  public void fill() {
    List<GroupKeys> made = SampleGroups.make(GROUPS, TOPICS, random);
    groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = dictionary.number(made.get(i));
      for (Key topic : made.get(i).topics()) {
        totals.add(dictionary.number(Dimension.TOPICS, topic), new Counts(1, 1, 0, 1));
      }
    }
    windows = new Windows(dictionary, Window.parseList(window), List.of(Dimension.values()));
  }

  /** A record enters, and what is too old leaves: 500 records a second of event time. */
  @Benchmark
  public void follow() {
    long mtime = START + 2 * records++;
    cell.of(groups[random.nextInt(GROUPS)], Dictionary.NONE).counts().set(1, 1, 0, 1);
    windows.add(mtime, cell);
    if (records % 500 == 0) {
      windows.advance(mtime);
    }
  }

  /** Picks the first 50 of 4,000 topics. */
  @Benchmark
  public Leaderboard.Top top() {
    return Leaderboard.top(totals, dictionary.keys(Dimension.TOPICS), TOP, Measure.RSVPS);
  }
}
