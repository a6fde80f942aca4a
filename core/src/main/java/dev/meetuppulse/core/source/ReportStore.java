package dev.meetuppulse.core.source;

import java.util.List;

/** The store to which reports are published, apart from saves. Implementations may block. */
public interface ReportStore extends AutoCloseable {

  /**
   * Publishes reports; each replaces the one of that partition and reporter.
   *
   * @param partitions how many partitions the topic has; reports on others are deleted. 0 if not
   *     known
   * @throws dev.meetuppulse.core.journal.StoreException when the store does not answer
   */
  void publish(Reporter reporter, int partitions, List<PartitionReport> reports);

  @Override
  void close();
}
