package dev.meetuppulse.redis;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.PartitionReport;
import dev.meetuppulse.core.source.ReportStore;
import dev.meetuppulse.core.source.Reporter;
import java.util.ArrayList;
import java.util.List;

/** Reports on partitions in a Redis hash, a field for each partition and reporter. */
final class RedisReports extends RedisAccess implements ReportStore {
  private static final Script PUBLISH = new Script("publish-reports");

  private final String ttl;

  RedisReports(Settings settings, Guard guard) {
    super(settings, guard);
    this.ttl = Long.toString(settings.duration(Setting.REDIS_TTL).toMillis());
  }

  @Override
  public void publish(Reporter reporter, int partitions, List<PartitionReport> reports) {
    List<String> args = new ArrayList<>();
    args.add(ttl);
    args.add(Integer.toString(partitions));
    for (PartitionReport report : reports) {
      args.add(report.partition() + ":" + reporter.id());
      args.add(ReportJson.write(report));
    }
    guard.call(() -> PUBLISH.run(redis, List.of(keys.reports()), args));
  }
}
