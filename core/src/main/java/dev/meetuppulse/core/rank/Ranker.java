package dev.meetuppulse.core.rank;

import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.count.JournalStore;
import java.util.List;
import java.util.Optional;

/**
 * Merges the partitions' counts into boards. Not thread safe; time is an argument.
 *
 * <p>It starts from the saved journals and then follows the entries it is sent. An entry sent twice
 * does no harm; after one that was missed it reads the journals again, and publishes nothing until
 * it has.
 */
public final class Ranker {

  /** What is new. */
  public record Publication(List<Board> boards, Status status) {}

  /**
   * @param dimensions those of {@code options.dimensions()} that this ranker ranks
   * @param top rows on a board
   */
  public Ranker(CountOptions options, List<Dimension> dimensions, int top, JournalStore store) {
    throw new UnsupportedOperationException();
  }

  /** Takes in what a partition saved. */
  public void accept(int partition, long version, byte[] entry) {
    throw new UnsupportedOperationException();
  }

  /**
   * The boards as they stand.
   *
   * @param now the wall clock, ms since the epoch
   * @return empty if nothing has changed since the last call, nothing was ever counted, or the
   *     journals must be read again first and the store does not answer
   */
  public Optional<Publication> publish(long now) {
    throw new UnsupportedOperationException();
  }
}
