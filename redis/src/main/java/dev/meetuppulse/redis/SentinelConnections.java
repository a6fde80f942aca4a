package dev.meetuppulse.redis;

import java.util.Set;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.SentineledConnectionProvider;

/**
 * Connections to the server that Sentinels call the primary. Asks them when a connection is first
 * wanted, and again after {@link #forget}: what they announce meanwhile may be lost on a broken
 * network. Thread safe.
 */
final class SentinelConnections implements ConnectionProvider {
  private final String primary;
  private final Set<HostAndPort> sentinels;
  private final JedisClientConfig server;
  private final JedisClientConfig sentinel;
  private final ConnectionPoolConfig pool;

  private SentineledConnectionProvider known;

  /**
   * @param primary the name under which the Sentinels know the server
   * @param server how to connect to it
   * @param sentinel how to connect to the Sentinels
   */
  SentinelConnections(
      String primary,
      Set<HostAndPort> sentinels,
      JedisClientConfig server,
      JedisClientConfig sentinel,
      ConnectionPoolConfig pool) {
    this.primary = primary;
    this.sentinels = Set.copyOf(sentinels);
    this.server = server;
    this.sentinel = sentinel;
    this.pool = pool;
  }

  @Override
  public Connection getConnection() {
    return known().getConnection();
  }

  @Override
  public Connection getConnection(CommandArguments arguments) {
    return known().getConnection(arguments);
  }

  private synchronized SentineledConnectionProvider known() {
    if (known == null) {
      known = new SentineledConnectionProvider(primary, server, pool, sentinels, sentinel);
    }
    return known;
  }

  /** Has the Sentinels asked again, since the server they named does not answer as a primary. */
  void forget() {
    SentineledConnectionProvider old;
    synchronized (this) {
      old = known;
      known = null;
    }
    if (old != null) {
      old.close();
    }
  }

  @Override
  public void close() {
    forget();
  }
}
