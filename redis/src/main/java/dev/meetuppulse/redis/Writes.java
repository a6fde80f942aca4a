package dev.meetuppulse.redis;

import dev.meetuppulse.core.journal.StoreRefusedException;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/**
 * Asks a server whether it takes writes, without writing: it is told to write nothing into a key
 * that does not exist. The server treats that like any write, so it refuses it with the same words
 * as a save: out of memory, a replica, a full disk.
 */
final class Writes {
  private Writes() {}

  /**
   * The server's refusal; empty if it takes writes.
   *
   * @throws dev.meetuppulse.core.journal.StoreException when Redis does not answer
   */
  static Optional<StoreRefusedException> refusal(UnifiedJedis redis, Guard guard, Keys keys) {
    try {
      guard.call(() -> redis.setrange(keys.probe(), 0, ""));
      return Optional.empty();
    } catch (StoreRefusedException e) {
      return Optional.of(e);
    }
  }
}
