package dev.meetuppulse.redis;

import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.settings.Settings;
import java.util.Optional;
import redis.clients.jedis.exceptions.JedisDataException;

/** Finds out whether a count could keep its state in the Redis that settings name. */
public final class RedisProbe extends RedisAccess {
  public RedisProbe(Settings settings) {
    super(settings, new Guard(settings));
  }

  /**
   * Checks that boards could be read: the server answers, lets us in, and keeps the keys together.
   *
   * @throws StoreException in one line: the server's own words and the setting to change
   */
  public void requireReadable() {
    if (isCluster() && !keys.isInOneSlot()) {
      throw guard.refused("a save would touch several slots; " + Refusal.IN_ONE_SLOT, null);
    }
    // Not a PING: a server that can't write to its disk refuses that too.
    guard.call(() -> redis.exists(keys.probe()));
  }

  /**
   * Checks that boards could be read, by and by if not now.
   *
   * @return why not now; empty if they can be read
   * @throws StoreException like {@link #requireReadable}, if it won't pass by itself
   */
  public Optional<String> passingTrouble() {
    try {
      requireReadable();
      return Optional.empty();
    } catch (StoreException e) {
      if (Guard.mayPass(e)) {
        return Optional.of(e.getMessage());
      }
      throw e;
    }
  }

  /**
   * Checks that a count could be saved as well.
   *
   * @throws StoreException in one line: the server's own words and the setting to change
   */
  public void requireWritable() {
    requireReadable();
    refusalOfWrites()
        .ifPresent(
            refusal -> {
              throw refusal;
            });
  }

  /**
   * The server's configuration; empty where the user may not read it.
   *
   * @throws StoreException if it does not answer
   */
  public Optional<RedisFacts> facts() {
    long asked = System.currentTimeMillis();
    Optional<String> info = info("everything");
    long now = (asked + System.currentTimeMillis()) / 2;
    return info.map(text -> RedisFacts.of(text, now));
  }

  private boolean isCluster() {
    return info("cluster").map(text -> text.contains("cluster_enabled:1")).orElse(false);
  }

  /** Empty where the user may not ask. */
  private Optional<String> info(String section) {
    return guard.call(
        () -> {
          try {
            return Optional.of(redis.info(section));
          } catch (JedisDataException e) {
            return Optional.empty();
          }
        });
  }
}
