package dev.meetuppulse.core.board;

import dev.meetuppulse.core.journal.Tally;
import java.util.List;

/**
 * The progress of the count.
 *
 * @param clock "as of": ms since the epoch
 * @param revision the boards of this revision hold exactly these records
 * @param tally record counts over all partitions
 * @param partitions the position of each partition
 * @param sourceDown whether those that read the records get no answer where they read them
 */
public record Status(
    long clock, long revision, Tally tally, List<Partition> partitions, boolean sourceDown) {

  public Status {
    partitions = List.copyOf(partitions);
  }

  /**
   * The progress of one partition.
   *
   * @param partition its number
   * @param next the first offset not counted yet
   * @param logEnd the end of the log as last seen; {@code logEnd - next} is the lag
   * @param rebuildEnd where the log ended when counting (re)started from Kafka: until {@code next}
   *     gets there, boards are being rebuilt
   */
  public record Partition(int partition, long next, long logEnd, long rebuildEnd) {
    public long lag() {
      return Math.max(0, logEnd - next);
    }

    public boolean rebuilding() {
      return next < rebuildEnd;
    }
  }

  public long lag() {
    return partitions.stream().mapToLong(Partition::lag).sum();
  }

  public boolean rebuilding() {
    return partitions.stream().anyMatch(Partition::rebuilding);
  }
}
