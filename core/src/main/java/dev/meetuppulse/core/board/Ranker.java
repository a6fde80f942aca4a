package dev.meetuppulse.core.board;

import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.journal.CorruptEntryException;
import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.OtherScopeException;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Totals;
import dev.meetuppulse.core.window.Window;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Merges the partitions' counts into boards. Not thread safe; time is an argument.
 *
 * <p>It starts from the saved journals and then follows the entries it is sent. An entry sent twice
 * is harmless; after one that was missed it reads the journals, and publishes nothing until it has
 * read all of them.
 */
public final class Ranker {
  private static final Logger LOG = System.getLogger(Ranker.class.getName());
  private static final long STEP_MILLIS = 1_000;

  /** Between publications of what is new, while there is no backlog. */
  public static final long SOON_MILLIS = 100;

  /** A partition whose last entry got lost, and that has been idle since, is noticed after this. */
  private static final long CHECK_MILLIS = 5_000;

  /** A wall clock that steps back by less is waited for; by more, and the windows step back too. */
  private static final long HELD_MILLIS = 2_000;

  private final CountOptions options;
  private final List<Dimension> dimensions;
  private final int top;
  private final MergedPartitions partitions;
  private final Optional<TrendTracker> trends;
  private final SourceReports sources = new SourceReports();

  private long caughtUpAt;
  private String waitsFor = "";
  private long waitsSince;
  private long publishedRevision = -1;
  private int publishedGeneration = -1;
  private long publishedClock = -1;
  private long publishedAt;
  private boolean publishedSourceDown;
  private boolean publishedBehind;

  /**
   * The boards to publish, with their status and trends.
   *
   * @param trends empty if the last ones were found too recently, or they are not wanted; also for
   *     all rankers but that of the first dimension, which looks for the others too
   */
  public record Publication(List<Board> boards, Status status, Optional<Trends> trends) {}

  /**
   * @param dimensions those of {@code options.dimensions()} that this ranker ranks
   * @param top rows on a board
   * @param trends how to find trends; empty to look for none
   */
  public Ranker(
      CountOptions options,
      List<Dimension> dimensions,
      int top,
      Optional<TrendOptions> trends,
      JournalStore store) {
    this.options = options;
    this.dimensions = List.copyOf(dimensions);
    this.top = top;
    this.trends =
        trends
            .filter(wanted -> this.dimensions.contains(options.dimensions().get(0)))
            .map(wanted -> new TrendTracker(options, wanted));
    this.partitions =
        new MergedPartitions(
            options,
            this.dimensions,
            store,
            this.trends
                .<SharedNumbers.Forgetting>map(tracker -> tracker)
                .orElse(SharedNumbers.Forgetting.NOTHING));
  }

  /** Applies what a partition saved. */
  public void accept(int partition, byte[] entry) {
    if (partitions.isWhole()) {
      partitions.accept(partition, entry);
    }
  }

  /** Notes whether Kafka answers the spout task {@code source}; {@code now} is the wall clock. */
  public void reportSource(int source, boolean down, long now) {
    sources.report(source, down, now);
  }

  /** Sets how many partitions the topic has: journals of others no longer count as lag. */
  public void setPartitionCount(int count) {
    partitions.setPartitionCount(count);
  }

  /**
   * The current boards.
   *
   * @param now the wall clock, ms since the epoch
   * @return empty if nothing has changed since the last call, nothing was ever counted, or the
   *     journals must be read first and the store does not answer
   */
  public Optional<Publication> publish(long now) {
    if (!partitions.isWhole() || Math.abs(now - caughtUpAt) >= CHECK_MILLIS) {
      caughtUpAt = now;
      catchUp(now);
    }
    if (!partitions.isWhole() || partitions.isEmpty() || partitions.isWaitingForLost(now)) {
      return Optional.empty();
    }
    long revision = partitions.revision();
    long clock = clock(now);
    boolean sourceDown = sources.down(now);
    if (revision == publishedRevision
        && partitions.generation() == publishedGeneration
        && clock / STEP_MILLIS == publishedClock / STEP_MILLIS
        && sourceDown == publishedSourceDown) {
      return Optional.empty();
    }
    if (clock < publishedClock) {
      partitions.windows().restart(clock);
      trends.ifPresent(TrendTracker::restart);
    } else {
      partitions.windows().advance(clock);
    }
    publishedRevision = revision;
    publishedGeneration = partitions.generation();
    publishedAt = now;
    publishedClock = clock;
    publishedSourceDown = sourceDown;
    Status status = partitions.status(clock, sourceDown);
    publishedBehind = status.lag() >= Batch.MIN_BACKLOG;
    return Optional.of(
        new Publication(
            boards(clock, revision),
            status,
            trends.flatMap(tracker -> tracker.find(partitions, status))));
  }

  private long clock(long now) {
    if (options.eventClock()) {
      return partitions.clock();
    }
    boolean waits = now < publishedClock && publishedClock - now < HELD_MILLIS;
    return waits ? publishedClock : now;
  }

  /**
   * The current boards, if there is no backlog and the last ones are {@value #SOON_MILLIS} ms old,
   * or left a backlog. While a backlog is counted, boards only follow the ticks.
   *
   * @param now the wall clock, ms since the epoch
   */
  public Optional<Publication> publishSoon(long now) {
    boolean isDue = publishedBehind || Math.abs(now - publishedAt) >= SOON_MILLIS;
    return isDue
            && partitions.isWhole()
            && partitions.revision() != publishedRevision
            && partitions.lag() < Batch.MIN_BACKLOG
        ? publish(now)
        : Optional.empty();
  }

  private void catchUp(long now) {
    try {
      partitions.catchUp();
      waitsFor = "";
    } catch (StoreException | CorruptEntryException e) {
      if (!waitsFor.equals(e.getMessage()) || now < waitsSince) {
        waitsFor = e.getMessage();
        waitsSince = now;
        LOG.log(Level.WARNING, "boards wait for the journals: {0}", waitsFor);
      } else if (e instanceof OtherScopeException
          && now - waitsSince >= MergedPartitions.LOST_MILLIS) {
        LOG.log(
            Level.WARNING,
            "boards leave out partitions {0}: {1}, and no task counts them",
            partitions.leaveOutForeign(),
            waitsFor);
      }
    }
  }

  private List<Board> boards(long clock, long revision) {
    List<Board> boards = new ArrayList<>();
    for (Dimension dimension : dimensions) {
      for (Window window : options.windows()) {
        boards.add(board(dimension, window, clock, revision));
      }
    }
    return boards;
  }

  private Board board(Dimension dimension, Window window, long clock, long revision) {
    Totals totals = partitions.windows().totals(window, dimension);
    Leaderboard.Top picked =
        Leaderboard.top(totals, partitions.dictionary().keys(dimension), top, Measure.RSVPS);
    long unlisted = totals.rsvps(Dictionary.UNLISTED);
    long shortByEviction = window.isAll() ? partitions.shortBy(dimension) : 0;
    return new Board(
        dimension,
        window,
        clock,
        revision,
        partitions.windows().rsvps(window),
        picked.keys(),
        new Board.Accuracy(shortByEviction + unlisted, unlisted),
        picked.rows());
  }
}
