package dev.meetuppulse.redis;

import dev.meetuppulse.core.threads.DaemonThreads;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.ConnectionProvider;

/**
 * Connections to the server that Sentinels call the primary. Asks them when a connection is first
 * wanted, again after {@link #forget}, and once a second meanwhile: a primary that is cut off from
 * the others keeps answering clients on its side, which would otherwise never leave it. Thread
 * safe.
 */
final class SentinelConnections implements ConnectionProvider {
  private static final long ASK_EVERY_MILLIS = 1_000;

  private final Sentinels sentinels;
  private final JedisClientConfig server;
  private final ConnectionPoolConfig config;
  private final ScheduledExecutorService asking =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("redis-sentinels"));

  private HostAndPort primary;
  private ConnectionPool pool;
  private boolean asks;

  /** Connections to the primary that the Sentinels know as {@code name}. */
  SentinelConnections(
      String name,
      List<HostAndPort> sentinels,
      JedisClientConfig server,
      JedisClientConfig sentinel,
      ConnectionPoolConfig config) {
    this.sentinels = new Sentinels(name, sentinels, sentinel);
    this.server = server;
    this.config = config;
  }

  @Override
  public Connection getConnection() {
    return pool().getResource();
  }

  @Override
  public Connection getConnection(CommandArguments arguments) {
    return getConnection();
  }

  private synchronized ConnectionPool pool() {
    if (pool == null) {
      use(sentinels.primary());
    }
    if (!asks) {
      asks = true;
      asking.scheduleWithFixedDelay(
          this::askAgain, ASK_EVERY_MILLIS, ASK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
    return pool;
  }

  private void askAgain() {
    try {
      HostAndPort now = sentinels.primary();
      synchronized (this) {
        if (pool != null && !now.equals(primary)) {
          forget();
          use(now);
        }
      }
    } catch (JedisException e) {
      // The known primary may be healthy nevertheless.
    }
  }

  private void use(HostAndPort address) {
    primary = address;
    pool = new ConnectionPool(address, server, config);
  }

  /**
   * Makes the next call ask the Sentinels again: the server they named does not answer as a
   * primary.
   */
  synchronized void forget() {
    if (pool != null) {
      pool.close();
      pool = null;
    }
  }

  @Override
  public void close() {
    asking.shutdownNow();
    forget();
  }
}
