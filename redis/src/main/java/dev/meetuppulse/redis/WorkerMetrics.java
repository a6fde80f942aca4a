package dev.meetuppulse.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The metrics of worker processes, in one hash, a field a worker. A worker has no port for them: it
 * leaves them here, and the web server exposes them. Thread safe. Every method throws {@link
 * dev.meetuppulse.core.journal.StoreException} when Redis does not answer.
 */
public final class WorkerMetrics extends RedisAccess {
  /** A report older than this is of a worker that is gone. */
  private static final Duration CURRENT = Duration.ofSeconds(60);

  private static final Duration KEPT = Duration.ofHours(1);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Guard readersGuard;
  private final String key;
  private volatile long forgotAt;

  /**
   * One worker's metrics.
   *
   * @param worker host and port of its slot
   * @param at when it reported, ms since the epoch
   * @param samples by metric id
   */
  public record Report(String worker, long at, Map<String, Sample> samples) {}

  /**
   * One metric of a worker, over all of its tasks.
   *
   * @param value a counter's or gauge's value, or how many values a summary has seen
   * @param quantiles of a summary, by quantile; empty for others
   */
  public record Sample(double value, Map<Double, Double> quantiles) {}

  public WorkerMetrics(Settings settings) {
    super(settings, Guard.ofOwner(settings));
    this.readersGuard = new Guard(settings);
    this.key = keys.workerMetrics();
  }

  /**
   * Replaces a worker's report.
   *
   * @throws dev.meetuppulse.core.journal.StoreRefusedException if the worker is of another
   *     deployment than the boards
   */
  public void write(Report report) {
    String json = StoredJson.write(report);
    guard.call(
        () -> {
          redis.hset(key, report.worker(), json);
          forget(report.at());
          return redis.pexpire(key, KEPT.toMillis());
        });
  }

  /** Workers of a cluster that grows and shrinks have new names each time. */
  private void forget(long now) {
    if (Math.abs(now - forgotAt) < CURRENT.toMillis()) {
      return;
    }
    forgotAt = now;
    redis
        .hgetAll(key)
        .forEach(
            (worker, json) -> {
              if (now - report(json).at() > KEPT.toMillis()) {
                redis.hdel(key, worker);
              }
            });
  }

  /**
   * The reports of the workers that run.
   *
   * @param now ms since the epoch
   */
  public List<Report> read(long now) {
    List<Report> current = new ArrayList<>();
    for (String json : readersGuard.call(() -> redis.hvals(key))) {
      Report report = report(json);
      if (now - report.at() <= CURRENT.toMillis()) {
        current.add(report);
      }
    }
    return current;
  }

  private static Report report(String json) {
    try {
      return MAPPER.readValue(json, Report.class);
    } catch (JsonProcessingException e) {
      // Of another version or another program: as old as can be, so it is ignored.
      return new Report("", 0, Map.of());
    }
  }
}
