package dev.meetuppulse.cli.monitoring;

import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.metrics.Metric;
import dev.meetuppulse.core.metrics.WorkerHistogram;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.RedisConnections;
import dev.meetuppulse.redis.WorkerMetrics;
import dev.meetuppulse.redis.WorkerMetrics.Report;
import dev.meetuppulse.redis.WorkerMetrics.Sample;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Leaves in Redis what a topology would, well or with faults, ten times a second. */
final class MovingCount implements AutoCloseable {
  private static final int PERIOD_MILLIS = 100;

  private final String statusKey;
  private final UnifiedJedis redis;
  private final WorkerMetrics workers;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Set<CountFault> faults = EnumSet.noneOf(CountFault.class);
  private long counted;
  private long invalid;
  private long forgotten;
  private String reason;
  private String pause;
  private long lost;
  private long waiting;
  private long rewinds;
  private long soon;
  private long late;
  private long published;

  enum CountFault {
    FALLS_BEHIND,
    REWINDS,
    INVALID,
    HALTED,
    PAUSED,
    LOSES,
    FORGETS,
    LATE,
    SILENT,
    DEAD,
    GONE
  }

  MovingCount(Settings settings) {
    statusKey = settings.text(Setting.REDIS_PREFIX) + ":status";
    redis = RedisConnections.open(settings, 1);
    workers = new WorkerMetrics(settings);
    thread.scheduleWithFixedDelay(this::step, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  synchronized void begin(CountFault... more) {
    faults.addAll(Set.of(more));
  }

  private void step() {
    try {
      if (isGone()) {
        redis.del(statusKey);
        return;
      }
      move();
      redis.set(statusKey, status());
      workers.write(report());
    } catch (StoreException | JedisException e) {
      // Redis is away: that is one of the faults.
    }
  }

  private synchronized boolean isGone() {
    return faults.contains(CountFault.GONE);
  }

  private synchronized void move() {
    counted += faults.contains(CountFault.SILENT) ? 0 : 10;
    invalid += faults.contains(CountFault.INVALID) && !faults.contains(CountFault.SILENT) ? 10 : 0;
    forgotten += faults.contains(CountFault.FORGETS) ? 1 : 0;
    reason = faults.contains(CountFault.HALTED) ? "\"no_leader\"" : "null";
    pause = faults.contains(CountFault.PAUSED) ? "\"paused\"" : "null";
    lost += faults.contains(CountFault.LOSES) ? 1 : 0;
    waiting = faults.contains(CountFault.FALLS_BEHIND) ? waiting + 1_000 : 3;
    rewinds += faults.contains(CountFault.REWINDS) ? 10 : 0;
    soon += faults.contains(CountFault.LATE) ? 0 : 1;
    late += faults.contains(CountFault.LATE) ? 1 : 0;
    // One that is dead has been so for a minute.
    published =
        System.currentTimeMillis()
            - (faults.contains(CountFault.DEAD) ? TimeUnit.MINUTES.toMillis(1) : 0);
  }

  private String status() {
    return """
        {"publishedAt":%d,"rebuilding":false,"reason":null,
         "records":{"new":%d,"invalid":%d,"forgotten":%d},"invalidReasons":{"malformed_json":%d},
         "partitions":[{"partition":0,"next":%d,"end":%d,"reason":%s,"lost":%d},
                       {"partition":1,"next":0,"end":0,"reason":%s,"lost":0}]}
        """
        .formatted(
            published,
            counted,
            invalid,
            forgotten,
            invalid,
            counted,
            counted + waiting,
            reason,
            lost,
            pause);
  }

  private Report report() {
    return new Report(
        "here:6700",
        System.currentTimeMillis(),
        Map.of(
            Metric.REWINDS.id(),
            sample(rewinds),
            WorkerHistogram.bucketId(Metric.SHOWN_AFTER, WorkerHistogram.bucket(200)),
            sample(soon),
            WorkerHistogram.bucketId(Metric.SHOWN_AFTER, WorkerHistogram.bucket(9_000)),
            sample(late)));
  }

  private static Sample sample(double value) {
    return new Sample(value, Map.of());
  }

  @Override
  public void close() {
    thread.shutdownNow();
    workers.close();
    redis.close();
  }
}
