package dev.meetuppulse.core.board;

import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.journal.CorruptEntryException;
import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.JournalStore.Journal;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What all partitions saved, in one set of windows. Not thread safe. */
final class MergedPartitions {
  private final CountOptions options;
  private final List<Dimension> dimensions;
  private final JournalStore store;

  private final TreeMap<Integer, PartitionFollower> partitions = new TreeMap<>();
  private Dictionary dictionary;
  private Windows windows;
  private int beginnings;

  /**
   * @param dimensions to keep totals for
   */
  MergedPartitions(CountOptions options, List<Dimension> dimensions, JournalStore store) {
    this.options = options;
    this.dimensions = dimensions;
    this.store = store;
    clear();
  }

  private void clear() {
    beginnings++;
    partitions.clear();
    dictionary = new Dictionary(options.dimensions());
    windows = new Windows(dictionary, options.windows(), dimensions);
  }

  /**
   * Takes in what a partition saved, unless it is known.
   *
   * @return false if something before it is missing, or it can't be read: {@link #catchUp}
   */
  boolean accept(int partition, long version, byte[] entry) {
    PartitionFollower follower = partitions.get(partition);
    if (follower == null || version > follower.version() + 1) {
      return false;
    }
    if (version <= follower.version()) {
      return true;
    }
    try {
      follower.follow(version, entry);
      return true;
    } catch (CorruptEntryException e) {
      clear();
      return false;
    }
  }

  /**
   * Reads what is missing from the journals.
   *
   * @throws dev.meetuppulse.core.journal.StoreException when the store does not answer
   * @throws CorruptEntryException if a journal can't be read; the count will put it aside
   */
  void catchUp() throws CorruptEntryException {
    try {
      for (int partition : store.partitions()) {
        PartitionFollower follower = partitions.get(partition);
        if (follower != null) {
          Optional<Journal> news = store.readSince(partition, follower.version());
          if (news.isEmpty()) {
            clear();
            catchUp();
            return;
          }
          follower.follow(news.get());
        } else {
          follower = new PartitionFollower(options, dictionary, windows);
          follower.follow(store.read(partition));
          if (follower.started()) {
            partitions.put(partition, follower);
          }
        }
      }
    } catch (CorruptEntryException e) {
      clear();
      throw e;
    }
  }

  /** Grows when all is read anew, so that numbers of the dictionary mean something else. */
  int beginnings() {
    return beginnings;
  }

  /** True if nothing was ever counted. */
  boolean isEmpty() {
    return partitions.isEmpty();
  }

  /** Grows with everything saved. */
  long revision() {
    return partitions.values().stream().mapToLong(PartitionFollower::version).sum();
  }

  /** The event clock, ms since the epoch: one for all partitions. */
  long clock() {
    return partitions.values().stream().mapToLong(PartitionFollower::clock).max().orElse(0);
  }

  Dictionary dictionary() {
    return dictionary;
  }

  Windows windows() {
    return windows;
  }

  /** Records in the log that are not counted, as far as known. */
  long lag() {
    long lag = 0;
    for (PartitionFollower follower : partitions.values()) {
      lag += follower.lag();
    }
    return lag;
  }

  /** How far the count has come. */
  Status status(long clock, boolean sourceDown) {
    Tally tally =
        partitions.values().stream().map(PartitionFollower::tally).reduce(Tally.ZERO, Tally::plus);
    List<Status.Partition> standing = new ArrayList<>();
    partitions.forEach((partition, follower) -> standing.add(follower.standing(partition)));
    return new Status(clock, revision(), tally, standing, sourceDown);
  }
}
