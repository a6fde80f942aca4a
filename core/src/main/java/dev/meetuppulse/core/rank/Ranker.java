package dev.meetuppulse.core.rank;

import dev.meetuppulse.core.count.CorruptEntryException;
import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.count.Dictionary;
import dev.meetuppulse.core.count.Dimension;
import dev.meetuppulse.core.count.JournalStore;
import dev.meetuppulse.core.count.JournalStore.Journal;
import dev.meetuppulse.core.count.StoreException;
import dev.meetuppulse.core.count.Tally;
import dev.meetuppulse.core.count.Window;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Merges the partitions' counts into boards. Not thread safe; time is an argument.
 *
 * <p>It starts from the saved journals and then follows the entries it is sent. An entry sent twice
 * does no harm; after one that was missed it reads the journals again, and publishes nothing until
 * it has.
 */
public final class Ranker {
  private static final Logger LOG = System.getLogger(Ranker.class.getName());

  private final CountOptions options;
  private final List<Dimension> dimensions;
  private final int top;
  private final JournalStore store;

  private final TreeMap<Integer, PartitionFollower> partitions = new TreeMap<>();
  private Dictionary dictionary;
  private Windows windows;
  private boolean inStep;
  private long publishedRevision = -1;
  private long publishedClock = -1;

  /** What is new. */
  public record Publication(List<Board> boards, Status status) {}

  /**
   * @param dimensions those of {@code options.dimensions()} that this ranker ranks
   * @param top rows on a board
   */
  public Ranker(CountOptions options, List<Dimension> dimensions, int top, JournalStore store) {
    this.options = options;
    this.dimensions = List.copyOf(dimensions);
    this.top = top;
    this.store = store;
  }

  /** Takes in what a partition saved. */
  public void accept(int partition, long version, byte[] entry) {
    if (!inStep) {
      return;
    }
    PartitionFollower follower = partitions.get(partition);
    if (follower == null || version > follower.version() + 1) {
      inStep = false;
    } else if (version == follower.version() + 1) {
      try {
        follower.follow(version, entry);
      } catch (CorruptEntryException e) {
        LOG.log(
            Level.WARNING,
            "partition {0}: {1}; reading its journal again",
            partition,
            e.getMessage());
        inStep = false;
      }
    }
  }

  /**
   * The boards as they stand.
   *
   * @param now the wall clock, ms since the epoch
   * @return empty if nothing has changed since the last call, nothing was ever counted, or the
   *     journals must be read again first and the store does not answer
   */
  public Optional<Publication> publish(long now) {
    if (!inStep && !readJournals() || partitions.isEmpty()) {
      return Optional.empty();
    }
    long revision = partitions.values().stream().mapToLong(PartitionFollower::version).sum();
    long clock = options.eventClock() ? eventClock() : Math.max(now, publishedClock);
    if (revision == publishedRevision && clock / 1000 == publishedClock / 1000) {
      return Optional.empty();
    }
    windows.advance(clock);
    publishedRevision = revision;
    publishedClock = clock;
    return Optional.of(new Publication(boards(clock, revision), status(clock, revision)));
  }

  private boolean readJournals() {
    try {
      partitions.clear();
      dictionary = new Dictionary(options.dimensions());
      windows = new Windows(dictionary, options.windows(), dimensions);
      for (int partition : store.partitions()) {
        Journal journal = store.read(partition);
        PartitionFollower follower = new PartitionFollower(options, dictionary, windows);
        follower.start(journal);
        if (follower.started()) {
          partitions.put(partition, follower);
        }
      }
      inStep = true;
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "boards wait for the journals: {0}", e.getMessage());
    } catch (CorruptEntryException e) {
      LOG.log(
          Level.WARNING, "boards wait for the count to put a journal aside: {0}", e.getMessage());
    }
    return inStep;
  }

  private long eventClock() {
    return partitions.values().stream().mapToLong(PartitionFollower::clock).max().orElse(0);
  }

  private List<Board> boards(long clock, long revision) {
    List<Board> boards = new ArrayList<>();
    for (Dimension dimension : dimensions) {
      for (Window window : options.windows()) {
        Leaderboard.Top picked =
            Leaderboard.top(
                windows.totals(window, dimension),
                dictionary.size(dimension),
                number -> dictionary.key(dimension, number),
                top);
        boards.add(
            new Board(
                dimension,
                window,
                clock,
                revision,
                windows.rsvps(window),
                picked.keys(),
                picked.rows()));
      }
    }
    return boards;
  }

  private Status status(long clock, long revision) {
    Tally tally =
        partitions.values().stream().map(PartitionFollower::tally).reduce(Tally.ZERO, Tally::plus);
    List<Status.Partition> standing = new ArrayList<>();
    partitions.forEach((partition, follower) -> standing.add(follower.standing(partition)));
    return new Status(clock, revision, tally, standing);
  }
}
