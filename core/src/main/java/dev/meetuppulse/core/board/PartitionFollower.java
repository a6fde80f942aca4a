package dev.meetuppulse.core.board;

import dev.meetuppulse.core.journal.CorruptEntryException;
import dev.meetuppulse.core.journal.CountScope;
import dev.meetuppulse.core.journal.EntryHeader;
import dev.meetuppulse.core.journal.JournalFold;
import dev.meetuppulse.core.journal.JournalFold.Applied;
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

  /** The header of the last entry; null while there is nothing in the journal. */
  EntryHeader header() {
    return fold.header();
  }

  Status.Partition status(int partition) {
    EntryHeader header = fold.header();
    return new Status.Partition(
        partition, header.position().next(), header.logEnd(), header.rebuildEnd());
  }
}
