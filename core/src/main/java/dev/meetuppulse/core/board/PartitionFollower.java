package dev.meetuppulse.core.board;

import dev.meetuppulse.core.journal.CorruptEntryException;
import dev.meetuppulse.core.journal.CountScope;
import dev.meetuppulse.core.journal.EntryHeader;
import dev.meetuppulse.core.journal.JournalFold;
import dev.meetuppulse.core.journal.JournalFold.Applied;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Windows;
import java.util.List;

/** Follows one partition's journal into windows that several partitions share. */
final class PartitionFollower {
  private final SharedNumbers shared;
  private final JournalFold fold;

  PartitionFollower(CountScope scope, SharedNumbers shared, Windows windows) {
    this.shared = shared;
    this.fold = new JournalFold(scope, windows, new PartitionNumbers(shared));
  }

  /**
   * Applies entries, oldest first.
   *
   * @return false if they don't follow what was applied: then all must be read again
   * @throws CorruptEntryException if one can't be read; the windows then hold a part of it
   */
  boolean follow(List<byte[]> entries) throws CorruptEntryException {
    for (byte[] entry : entries) {
      if (!follow(entry)) {
        return false;
      }
    }
    return true;
  }

  /** Applies the next entry. */
  boolean follow(byte[] entry) throws CorruptEntryException {
    Applied applied = fold.apply(entry);
    shared.free();
    return applied != Applied.READ_AGAIN;
  }

  /** False while there is nothing in the journal. */
  boolean started() {
    return fold.header() != null;
  }

  long version() {
    return fold.header().version();
  }

  /** Of the counter that saved the last entry. */
  long epoch() {
    return fold.header().epochs().own();
  }

  /** The partition's event clock, ms since the epoch. */
  long clock() {
    return fold.header().clock();
  }

  Tally tally() {
    return fold.header().tally();
  }

  /** RSVPs by which a key's total of all time may be short, at most. */
  long shortBy(Dimension dimension) {
    return fold.header().shortBy().getOrDefault(dimension, 0L);
  }

  /** Records in its log that are not counted yet, as far as is known. */
  long lag() {
    EntryHeader header = fold.header();
    return Math.max(0, header.logEnd() - header.position().next());
  }

  Status.Partition status(int partition) {
    EntryHeader header = fold.header();
    return new Status.Partition(
        partition, header.position().next(), header.logEnd(), header.rebuildEnd());
  }
}
