package dev.meetuppulse.redis;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.PartitionReport;
import dev.meetuppulse.core.source.ReportStore;
import dev.meetuppulse.core.source.Reporter;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/** Reports on partitions in a Redis hash, a field for each partition and reporter. */
final class RedisReports implements ReportStore {
  private static final Script PUBLISH = new Script("publish-reports");

  private final UnifiedJedis redis;
  private final Guard guard;
  private final Keys keys;
  private final String ttl;

  /** Connects when first used. */
  RedisReports(Settings settings, Guard guard) {
    this.redis = RedisConnections.open(settings, 1);
    this.guard = guard;
    this.keys = new Keys(settings.text(Setting.REDIS_PREFIX));
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

  @Override
  public void close() {
    redis.close();
    guard.close();
  }
}
