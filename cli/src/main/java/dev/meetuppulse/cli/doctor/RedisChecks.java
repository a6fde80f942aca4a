package dev.meetuppulse.cli.doctor;

import dev.meetuppulse.redis.RedisFacts;
import java.util.List;

/**
 * Checks the configuration of a Redis that answers: whether a count runs well on it, and what it
 * could lose.
 */
final class RedisChecks {
  private static final long CLOCK_MILLIS = 2_000;
  private static final double ALMOST_FULL = 0.8;
  private static final String NO_EVICTION = "noeviction";

  private RedisChecks() {}

  /** Its memory, its disk, its clock. */
  static List<Check> of(RedisFacts redis) {
    return List.of(memory(redis), disk(redis), clock(redis));
  }

  private static Check memory(RedisFacts redis) {
    String name = "memory of Redis";
    String used = redis.usedMemory() / (1 << 20) + " MB used";
    if (redis.maxMemory() == 0) {
      return Check.ok(name, used + ", no limit");
    }
    String found = used + " of " + redis.maxMemory() / (1 << 20) + ", " + redis.evictionPolicy();
    if (!redis.evictionPolicy().equals(NO_EVICTION)) {
      return Check.bad(
          name,
          found,
          "set maxmemory-policy noeviction: Redis would delete what was counted to make room");
    }
    return redis.usedMemory() < ALMOST_FULL * redis.maxMemory()
        ? Check.ok(name, found)
        : Check.note(name, found, "raise maxmemory: counting stops where Redis is full");
  }

  private static Check disk(RedisFacts redis) {
    String name = "disk of Redis";
    if (redis.diskFails()) {
      return Check.bad(
          name, "its last write to disk failed", "see its log; it may be full, or read-only");
    }
    return redis.appendsToDisk()
        ? Check.ok(name, "an append-only file")
        : Check.note(
            name,
            "no append-only file",
            "set appendonly yes; otherwise everything is recounted from Kafka after Redis and the"
                + " workers restart together");
  }

  private static Check clock(RedisFacts redis) {
    String name = "clock of Redis";
    long ahead = redis.clockAhead();
    String found =
        Math.abs(ahead) / 1_000.0 + " s " + (ahead < 0 ? "behind" : "ahead of") + " this machine's";
    return Math.abs(ahead) <= CLOCK_MILLIS
        ? Check.ok(name, "as this machine's")
        : Check.bad(
            name,
            found,
            "run NTP (chrony) on all machines: windows end, and boards are fresh, by the clock");
  }
}
