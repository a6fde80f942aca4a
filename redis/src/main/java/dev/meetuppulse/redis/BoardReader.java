package dev.meetuppulse.redis;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.window.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ZRangeParams;

/**
 * Reads what is published, as the JSON that is stored. Thread safe. Every method throws {@link
 * dev.meetuppulse.core.journal.StoreException} when Redis does not answer.
 */
public final class BoardReader implements AutoCloseable {
  private static final int CONNECTIONS = 4;

  private final RedisClient redis;
  private final Guard guard;
  private final Keys keys;

  /** Connects when first used. */
  public BoardReader(Settings settings) {
    this.redis = RedisConnections.open(settings, CONNECTIONS);
    this.guard = new Guard(settings);
    this.keys = new Keys(settings.text(Setting.REDIS_PREFIX));
  }

  /**
   * What is published, as one consistent cut.
   *
   * @param status JSON, or null
   * @param boards JSON of each board asked for, in that order; null where there is none
   */
  public record Published(String status, List<String> boards) {}

  /** The status and a window's boards. */
  public Published read(List<Dimension> dimensions, String window) {
    List<String> names = new ArrayList<>();
    names.add(keys.status());
    dimensions.forEach(dimension -> names.add(keys.board(dimension, window)));
    List<String> values = guard.call(() -> redis.mget(names.toArray(String[]::new)));
    return new Published(values.get(0), values.subList(1, values.size()));
  }

  /** What is trending. */
  public Optional<String> trends() {
    return Optional.ofNullable(guard.call(() -> redis.get(keys.trends())));
  }

  /** Every board that is kept of the last hour, oldest first. */
  public List<String> history(Dimension dimension, String window) {
    return guard.call(() -> redis.zrange(keys.history(dimension, window), 0, -1));
  }

  /**
   * The board kept of a moment: the last one of that time or before.
   *
   * @param clock ms since the epoch
   */
  public Optional<String> past(Dimension dimension, String window, long clock) {
    ZRangeParams newestFirst =
        new ZRangeParams(Protocol.Keyword.BYSCORE, Long.toString(clock), "-inf").rev().limit(0, 1);
    return guard.call(() -> redis.zrange(keys.history(dimension, window), newestFirst)).stream()
        .findFirst();
  }

  @Override
  public void close() {
    redis.close();
  }
}
