package dev.meetuppulse.core.board;

import java.util.List;

/**
 * The store to which boards are published. Implementations may block, and may be slow to connect.
 */
public interface BoardStore extends AutoCloseable {

  /**
   * Publishes boards of one dimension, all at once: a reader sees all of them or none.
   *
   * <p>A board of a lower revision than the one published, or of the same revision and an earlier
   * clock, is left out, so that a task that lost its place can overwrite nothing newer.
   *
   * @throws dev.meetuppulse.core.journal.StoreException when the store did not answer; nothing, or
   *     all of it, was published
   */
  void publish(List<Board> boards);

  /** Publishes the progress of the count, under the same rule. */
  void publish(Status status);

  /** Publishes what is trending, under the same rule. */
  void publish(Trends trends);

  /**
   * Publishes the last status again if what the reports on partitions say has changed since: a
   * partition that is stuck has no news of its own.
   *
   * @throws dev.meetuppulse.core.journal.StoreException when the store did not answer
   */
  void refreshStatus();

  @Override
  void close();
}
