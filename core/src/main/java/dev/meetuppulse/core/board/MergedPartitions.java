package dev.meetuppulse.core.board;

import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.journal.CorruptEntryException;
import dev.meetuppulse.core.journal.CountScope;
import dev.meetuppulse.core.journal.EntryHeader;
import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.JournalStore.Journal;
import dev.meetuppulse.core.journal.OtherScopeException;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The saved counts of all partitions, merged into one set of windows. It may be shown only while it
 * is whole, not after a partial read. Not thread safe.
 */
final class MergedPartitions {
  /**
   * How long a journal that the store has lost is waited for, ms. A partition that is counted
   * writes its own again within seconds.
   */
  static final long LOST_MILLIS = 60_000;

  /** A journal missed by two checks that are further apart, ms, may have been there in between. */
  private static final long SAME_LOSS_MILLIS = 10 * 60_000;

  private final CountOptions options;
  private final CountScope scope;
  private final List<Dimension> dimensions;
  private final JournalStore store;
  private final SharedNumbers.Forgetting forgetting;

  private final TreeMap<Integer, PartitionFollower> partitions = new TreeMap<>();

  /** Partitions that once had a journal. */
  private final SortedSet<Integer> known = new TreeSet<>();

  /** The versions of the journals that were counted with other settings, as of the last look. */
  private final TreeMap<Integer, Long> foreign = new TreeMap<>();

  /** Those of them that are not waited for, as long as they stay at that version. */
  private final TreeMap<Integer, Long> leftOut = new TreeMap<>();

  private Dictionary dictionary;
  private Windows windows;
  private SharedNumbers numbers;
  private int generation;
  private boolean whole;

  /** When a known journal was first missed, ms since the epoch; -1 if none is missing. */
  private long lackingSince = -1;

  /** When one was last seen missing. */
  private long lackedAt;

  /** How many partitions the topic has, as far as is known. */
  private int partitionCount = Integer.MAX_VALUE;

  /**
   * Merges all partitions, with totals for {@code dimensions}. {@code forgetting} is notified
   * before a number is reused for another key or group.
   */
  MergedPartitions(
      CountOptions options,
      List<Dimension> dimensions,
      JournalStore store,
      SharedNumbers.Forgetting forgetting) {
    this.options = options;
    this.scope = options.scope();
    this.dimensions = dimensions;
    this.store = store;
    this.forgetting = forgetting;
    clear();
  }

  private void clear() {
    whole = false;
    generation++;
    partitions.clear();
    dictionary = new Dictionary(options.dimensions());
    windows = new Windows(dictionary, options.windows(), dimensions);
    numbers = new SharedNumbers(dictionary, windows, forgetting);
  }

  /** Applies what a partition saved, unless it is known. */
  void accept(int partition, byte[] entry) {
    PartitionFollower follower = partitions.get(partition);
    try {
      whole &= follower != null && follower.follow(entry);
    } catch (CorruptEntryException e) {
      clear();
    }
  }

  /**
   * True if it holds all of every partition up to some save, so that it may be shown; if not,
   * {@link #catchUp}.
   */
  boolean isWhole() {
    return whole;
  }

  /**
   * Reads what is missing from the journals. It is whole after that, unless this throws.
   *
   * @throws dev.meetuppulse.core.journal.StoreException when the store does not answer
   * @throws CorruptEntryException if a journal can't be read; the counter will set it aside
   */
  void catchUp() throws CorruptEntryException {
    whole = false;
    try {
      if (!readOn()) {
        clear();
        if (!readOn()) {
          throw new CorruptEntryException("an entry of a journal is missing");
        }
      }
    } catch (CorruptEntryException e) {
      clear();
      throw e;
    }
    known.addAll(partitions.keySet());
    whole = true;
  }

  /** False if a partition must be read again from its beginning. */
  private boolean readOn() throws CorruptEntryException {
    SortedSet<Integer> there = store.partitions();
    if (!there.containsAll(partitions.keySet())) {
      return false;
    }
    foreign.clear();
    OtherScopeException refused = null;
    for (int partition : there) {
      try {
        if (!isLeftOut(partition) && !follows(partition)) {
          return false;
        }
      } catch (OtherScopeException e) {
        refused = e;
      }
    }
    if (refused != null) {
      throw refused;
    }
    return true;
  }

  private boolean isLeftOut(int partition) {
    Long version = leftOut.get(partition);
    if (version == null) {
      return false;
    }
    boolean isUnchanged =
        store.readSince(partition, version, 0).filter(news -> news.entries().isEmpty()).isPresent();
    if (!isUnchanged) {
      leftOut.remove(partition);
    }
    return isUnchanged;
  }

  private boolean follows(int partition) throws CorruptEntryException {
    PartitionFollower follower = partitions.get(partition);
    return follower == null ? begin(partition) : readOn(partition, follower);
  }

  private boolean readOn(int partition, PartitionFollower follower) throws CorruptEntryException {
    EntryHeader last = follower.header();
    Optional<Journal> news = store.readSince(partition, last.version(), last.tokens().own());
    return news.isPresent() && follow(partition, follower, news.get());
  }

  private boolean follow(int partition, PartitionFollower follower, Journal journal)
      throws CorruptEntryException {
    try {
      return follower.follow(journal.entries());
    } catch (OtherScopeException e) {
      foreign.put(partition, journal.version());
      throw e;
    }
  }

  private boolean begin(int partition) throws CorruptEntryException {
    PartitionFollower follower = new PartitionFollower(scope, numbers, windows);
    boolean follows = follow(partition, follower, store.read(partition));
    if (follower.header() != null) {
      partitions.put(partition, follower);
    }
    return follows;
  }

  /**
   * True while a partition that once had a journal has none, so that no board shows only some
   * partitions. Its counter writes it again within seconds; after {@link #LOST_MILLIS} by the wall
   * clock it is given up.
   */
  boolean isWaitingForLost(long now) {
    if (partitions.keySet().containsAll(known)) {
      lackingSince = -1;
      return false;
    }
    if (lackingSince < 0 || now < lackedAt || now - lackedAt > SAME_LOSS_MILLIS) {
      lackingSince = now;
    }
    lackedAt = now;
    if (now - lackingSince >= LOST_MILLIS) {
      known.retainAll(partitions.keySet());
      return false;
    }
    return true;
  }

  /**
   * Ignores journals that were counted with other settings until they are written again, and
   * returns their partitions. A counter sets such a journal aside at once, but a topic re-created
   * with fewer partitions has no counter for it.
   */
  Set<Integer> leaveOutForeign() {
    leftOut.putAll(foreign);
    return leftOut.keySet();
  }

  /** Grows when everything is read again; numbers of an older generation are invalid. */
  int generation() {
    return generation;
  }

  /** True if nothing was ever counted. */
  boolean isEmpty() {
    return partitions.isEmpty();
  }

  /** Grows with everything saved. */
  long revision() {
    return headers().mapToLong(EntryHeader::version).sum();
  }

  /** The event clock, ms since the epoch: one for all partitions. */
  long clock() {
    return headers().mapToLong(EntryHeader::clock).max().orElse(0);
  }

  /** RSVPs by which a key's total of all time may be short because totals were evicted. */
  long shortBy(Dimension dimension) {
    return headers().mapToLong(each -> each.shortBy().getOrDefault(dimension, 0L)).sum();
  }

  private Stream<EntryHeader> headers() {
    return partitions.values().stream().map(PartitionFollower::header);
  }

  Dictionary dictionary() {
    return dictionary;
  }

  Windows windows() {
    return windows;
  }

  /**
   * How many partitions the topic has. It may have been created again with fewer: what is counted
   * of the others stays, but they neither lag nor are rebuilt.
   */
  void setPartitionCount(int count) {
    partitionCount = count;
  }

  /** Records in the log that are not counted yet, as far as is known. */
  long lag() {
    return ofTopic().stream().mapToLong(Status.Partition::lag).sum();
  }

  private List<Status.Partition> ofTopic() {
    List<Status.Partition> ofTopic = new ArrayList<>();
    partitions
        .headMap(partitionCount)
        .forEach((partition, follower) -> ofTopic.add(follower.status(partition)));
    return ofTopic;
  }

  Status status(long clock, boolean sourceDown) {
    Tally tally = headers().map(EntryHeader::tally).reduce(Tally.ZERO, Tally::plus);
    return new Status(clock, revision(), tally, ofTopic(), sourceDown);
  }
}
