package dev.meetuppulse.core.count;

import java.util.Optional;

/**
 * Counts one partition and saves what it counted. Not thread safe; time is an argument.
 *
 * <p>Opening it claims the partition's journal and loads what is saved.
 */
public final class PartitionCounter {

  /** What became of a batch. */
  public enum Applied {
    /** Counted, or counted before; it may be acked once {@link #savedUpTo} reaches its end. */
    COUNTED,
    /** Records before it are missing: the spout must go back to where the saved state ends. */
    GAP
  }

  /** What a save added; to be sent to whoever ranks. */
  public record Saved(int partition, long version, byte[] entry) {}

  /** Another task has claimed the partition: this counter must be thrown away. */
  public static final class ClaimLostException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Claims a partition and loads its saved state; an unreadable journal is logged, dropped, and
   * counted anew from Kafka.
   *
   * @throws StoreException when the store does not answer
   */
  public static PartitionCounter open(int partition, CountOptions options, JournalStore store) {
    throw new UnsupportedOperationException();
  }

  /** Counts the records of a batch that were not counted before. */
  public Applied apply(Batch batch) {
    throw new UnsupportedOperationException();
  }

  /** True if the batch's records are all in the store. */
  public boolean savedUpTo(Batch batch) {
    throw new UnsupportedOperationException();
  }

  /**
   * Saves what was counted since the last save.
   *
   * @return what was added, or empty if there was nothing to add
   * @throws StoreException when the store does not answer: call again later
   * @throws ClaimLostException if another task has claimed the partition
   */
  public Optional<Saved> save() throws ClaimLostException {
    throw new UnsupportedOperationException();
  }

  /** Records counted but not saved. */
  public long unsaved() {
    throw new UnsupportedOperationException();
  }
}
