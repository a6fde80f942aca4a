package dev.meetuppulse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.cli.doctor.Check.Result;
import dev.meetuppulse.redis.RedisFacts;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisChecksTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void redisSetUpWell_isFine() {
    assertThat(RedisChecks.of(redis(0, 100, 10, "noeviction", true, false)))
        .allSatisfy(check -> assertThat(check.state()).isEqualTo(Result.OK));
  }

  @Test
  void redisThatDeletesToMakeRoom_isBad() {
    assertThat(one("memory of Redis", redis(0, 100, 10, "allkeys-lru", true, false)))
        .satisfies(check -> assertThat(check.state()).isEqualTo(Result.BAD))
        .satisfies(check -> assertThat(check.advice()).contains("maxmemory-policy noeviction"));
  }

  @Test
  void redisAlmostFull_isNoted() {
    assertThat(one("memory of Redis", redis(0, 100, 90, "noeviction", true, false)).state())
        .isEqualTo(Result.NOTE);
  }

  @Test
  void redisInMemoryAlone_isNoted_andADiskThatFailsIsBad() {
    assertThat(one("disk of Redis", redis(0, 0, 1, "noeviction", false, false)).state())
        .isEqualTo(Result.NOTE);
    assertThat(one("disk of Redis", redis(0, 0, 1, "noeviction", true, true)).state())
        .isEqualTo(Result.BAD);
  }

  @Test
  void clocksThatDisagree_areBad() {
    Check behind = one("clock of Redis", redis(-90_000, 0, 1, "noeviction", true, false));

    assertThat(behind.state()).isEqualTo(Result.BAD);
    assertThat(behind.found()).isEqualTo("90.0 s behind this machine's");
    assertThat(behind.advice()).contains("NTP");
  }

  private static Check one(String name, RedisFacts redis) {
    List<Check> checks = RedisChecks.of(redis);
    return checks.stream().filter(check -> check.name().equals(name)).findFirst().orElseThrow();
  }

  private static RedisFacts redis(
      long clockAhead, long maxMb, long usedMb, String policy, boolean appends, boolean fails) {
    return new RedisFacts(clockAhead, maxMb * MEBIBYTE, usedMb * MEBIBYTE, policy, appends, fails);
  }
}
