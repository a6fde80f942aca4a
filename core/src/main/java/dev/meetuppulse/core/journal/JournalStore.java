package dev.meetuppulse.core.journal;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Durable journals, one for each partition: a snapshot and the deltas appended since.
 *
 * <p>Acquiring a partition hands out a fencing token, and only the newest token can write. A worker
 * that froze, lost its partition and woke up finds its writes refused.
 *
 * <p>Every method throws {@link StoreException} when the store does not answer.
 */
public interface JournalStore extends AutoCloseable {

  /** The partitions that have a journal. */
  SortedSet<Integer> partitions();

  /** The position at which the saved state of a partition ends; empty if nothing is saved. */
  Optional<Position> position(int partition);

  /** All that is saved of a partition, as one consistent cut; no entries if nothing is. */
  Journal read(int partition);

  /**
   * Reads the entries that were added to a partition after one.
   *
   * @param version of that entry
   * @param token that saved that entry, 0 if it is not known: if nothing was added, the newest
   *     entry must have it
   * @return empty if the journal can no longer say (it was rewritten, lost or started over), so
   *     that it must be {@link #read} as a whole
   */
  Optional<Journal> readSince(int partition, long version, long token);

  /** Takes over a partition: earlier tokens can no longer write. Returns what is saved. */
  Journal acquire(int partition);

  /**
   * Adds an entry; adding it again is harmless.
   *
   * @return false, and nothing written, if another acquired the partition since, or the journal's
   *     version is not {@code version - 1}
   */
  boolean append(int partition, long token, long version, Position position, byte[] entry);

  /**
   * Replaces the whole journal by one entry that holds everything. Also heals a store that lost its
   * data: a journal that is missing altogether is written again.
   *
   * @return false, and nothing written, if another acquired the partition since
   */
  boolean replace(int partition, long token, long version, Position position, byte[] snapshot);

  /**
   * Sets an unreadable journal aside, so that the partition is rebuilt from Kafka. Does nothing if
   * another acquired the partition since.
   *
   * @return the empty journal
   */
  Journal setAside(int partition, long token);

  @Override
  void close();

  /**
   * The saved state of a partition.
   *
   * @param token the fencing token: later ones are larger, also after the store lost its data (it
   *     is at least the time at which it was handed out, ms since the epoch); 0 when only read
   * @param version of the newest entry; each save adds one. Acquiring or setting aside gives an
   *     empty journal the version {@code token}, so that a count that started over is never taken
   *     for the one before it; 0 if it was never acquired
   * @param entries the snapshot and the deltas appended, oldest first
   */
  record Journal(long token, long version, List<byte[]> entries) {}
}
