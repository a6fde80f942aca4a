package dev.meetuppulse.core.journal;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Durable journals, one for each partition: a base entry and what was appended since.
 *
 * <p>Only the newest claimant of a partition can write to it. A worker that froze, lost its
 * partition and woke up finds its writes refused.
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
   * Reads the entries that were added to a partition after a version.
   *
   * @return empty if the journal can no longer say (it was rewritten, lost or started over), so
   *     that it must be {@link #read} as a whole
   */
  Optional<Journal> readSince(int partition, long version);

  /** Takes over a partition: earlier claimants can no longer write. Returns what is saved. */
  Journal claim(int partition);

  /**
   * Adds an entry; adding it again does no harm.
   *
   * @return false, and nothing written, if another claimed the partition since, or the journal's
   *     version is not {@code version - 1}
   */
  boolean append(int partition, long term, long version, Position position, byte[] entry);

  /**
   * Replaces the whole journal by one entry that holds everything. Also heals a store that lost its
   * data: a journal that is missing altogether is written again.
   *
   * @return false, and nothing written, if another claimed the partition since
   */
  boolean replace(int partition, long term, long version, Position position, byte[] base);

  /**
   * Sets an unreadable journal aside, so that the partition is rebuilt from Kafka. Does nothing if
   * another claimed the partition since.
   *
   * @return the empty journal
   */
  Journal setAside(int partition, long term);

  @Override
  void close();

  /**
   * The saved state of a partition.
   *
   * @param term the claim's number: later ones are larger, also after the store lost its data (it
   *     is at least the time of the claim, ms since the epoch); 0 when only read
   * @param version of the newest entry; each save adds one. Claiming or setting aside gives an
   *     empty journal the version {@code term}, so that a count that started over is never taken
   *     for the one before it; 0 if no one ever claimed it
   * @param entries the base and what was appended, oldest first
   */
  record Journal(long term, long version, List<byte[]> entries) {}
}
