package dev.meetuppulse.redis;

import dev.meetuppulse.core.journal.StoreRefusedException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/** Access to the configured Redis. Connects when first used. */
abstract class RedisAccess implements AutoCloseable {
  final UnifiedJedis redis;
  final Guard guard;
  final Keys keys;

  RedisAccess(Settings settings, Guard guard) {
    this(settings, guard, 1, RedisConnections.ANSWER_TIMEOUT);
  }

  /**
   * Access with at most {@code connections} connections, which waits {@code patience} for a reply.
   */
  RedisAccess(Settings settings, Guard guard, int connections, Duration patience) {
    this.redis = RedisConnections.open(settings, connections, patience);
    this.guard = guard;
    this.keys = new Keys(settings.text(Setting.REDIS_PREFIX));
  }

  /**
   * The server's refusal of writes, if any. Probes with an empty write to a key that does not
   * exist: Redis treats that like any write, so it refuses it with the same error as a save.
   */
  Optional<StoreRefusedException> refusalOfWrites() {
    try {
      guard.call(() -> redis.setrange(keys.probe(), 0, ""));
      return Optional.empty();
    } catch (StoreRefusedException e) {
      return Optional.of(e);
    }
  }

  @Override
  public void close() {
    redis.close();
    guard.close();
  }
}
