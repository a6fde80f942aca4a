package dev.meetuppulse.redis;

import dev.meetuppulse.core.source.PartitionReport;
import dev.meetuppulse.core.source.ReportStore;
import dev.meetuppulse.core.source.Reporter;
import java.util.List;

/**
 * Reports that refuse every deployment but their owner, with a {@link
 * dev.meetuppulse.core.journal.StoreRefusedException}; without an owner they refuse none.
 */
record OwnedReports(ReportStore reports, RedisOwners owners) implements ReportStore {

  @Override
  public void publish(Reporter reporter, int partitions, List<PartitionReport> news) {
    owners.requireNoOther("");
    reports.publish(reporter, partitions, news);
  }

  @Override
  public void close() {
    reports.close();
    owners.close();
  }
}
