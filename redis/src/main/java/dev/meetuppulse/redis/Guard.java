package dev.meetuppulse.redis;

import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Turns what Jedis throws into one line that says which server and what to check. */
final class Guard {
  private final String server;

  Guard(Settings settings) {
    this.server = settings.text(Setting.REDIS_URL);
  }

  /**
   * What the call returns.
   *
   * @throws StoreException when Redis does not answer, or refuses
   */
  <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (JedisConnectionException e) {
      throw new StoreException(
          "Redis at " + server + " does not answer; check that it runs and that redis.url is right",
          e);
    } catch (JedisException e) {
      throw new StoreException("Redis at " + server + " refused: " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
