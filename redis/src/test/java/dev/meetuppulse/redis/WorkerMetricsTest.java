package dev.meetuppulse.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.core.journal.StoreRefusedException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.WorkerMetrics.Report;
import dev.meetuppulse.redis.WorkerMetrics.Sample;
import dev.meetuppulse.redis.testing.RedisFixture;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** Against a real server. */
class WorkerMetricsTest {
  private static final long T = 1_700_000_000_000L;
  private static final long HOUR = Duration.ofHours(1).toMillis();

  @Test
  void workersThatAreGone_areForgottenAfterAnHour() {
    try (RedisFixture server = RedisFixture.create();
        WorkerMetrics metrics = new WorkerMetrics(server.settings());
        UnifiedJedis redis = RedisConnections.open(server.settings(), 1)) {
      metrics.write(report("gone:6700", T));
      String key = redis.keys("*").iterator().next();
      redis.hset(key, "other", "no report");
      metrics.write(report("here:6700", T + HOUR));
      assertThat(redis.hkeys(key)).containsExactlyInAnyOrder("gone:6700", "here:6700");
      metrics.write(report("here:6700", T + HOUR + 60_000));

      assertThat(redis.hkeys(key)).containsExactly("here:6700");
      assertThat(metrics.read(T + HOUR + 60_000))
          .extracting(Report::worker)
          .containsOnly("here:6700");
    }
  }

  @Test
  void workerOfAnotherDeployment_leavesNothing() {
    try (RedisFixture server = RedisFixture.create()) {
      Settings ours = server.settings();
      try (RedisOwners owners = new RedisOwners(ours)) {
        owners.claim("one");
      }
      Settings others = ours.with(Map.of(Setting.TOPOLOGY_NAME, "another"));
      try (WorkerMetrics metrics = new WorkerMetrics(others)) {
        assertThatThrownBy(() -> metrics.write(report("here:6700", T)))
            .isInstanceOf(StoreRefusedException.class);
        assertThat(metrics.read(T)).isEmpty();
      }
    }
  }

  private static Report report(String worker, long at) {
    return new Report(worker, at, Map.of("x", new Sample(1, Map.of())));
  }
}
