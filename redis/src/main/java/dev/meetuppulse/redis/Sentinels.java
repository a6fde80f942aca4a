package dev.meetuppulse.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Sentinels that agree on which server is the primary. One that was cut off may name a former one:
 * each answer has the number of the failover that it is from, and the newest counts.
 */
final class Sentinels {
  private final String name;
  private final JedisClientConfig config;

  /** Those that did not answer last time come last. */
  private final List<HostAndPort> addresses;

  /** Sentinels that know the server under a name. */
  Sentinels(String name, List<HostAndPort> addresses, JedisClientConfig config) {
    this.name = name;
    this.addresses = new ArrayList<>(addresses);
    this.config = config;
  }

  /** The last report that was accepted. */
  private PrimaryReport known;

  /** A Sentinel's answer: the primary since the failover of that number. */
  private record PrimaryReport(HostAndPort primary, long epoch) {}

  /**
   * The primary, once most Sentinels have answered. With most of them away it is the one the others
   * name, but never one from before the last known failover.
   *
   * @throws JedisConnectionException if none answers
   * @throws JedisException if those that answer do not know the name
   */
  synchronized HostAndPort primary() {
    PrimaryReport newest = null;
    int answers = 0;
    JedisException failure = new JedisConnectionException("no Sentinel answers");
    for (HostAndPort address : List.copyOf(addresses)) {
      try {
        PrimaryReport answer = ask(address);
        answers++;
        newest = newest == null || answer.epoch() > newest.epoch() ? answer : newest;
      } catch (JedisDataException e) {
        failure = new JedisException("Sentinels do not know " + name + ": " + e.getMessage(), e);
      } catch (JedisException e) {
        addresses.remove(address);
        addresses.add(address);
      }
      if (2 * answers > addresses.size()) {
        break;
      }
    }
    if (newest == null) {
      throw failure;
    }
    boolean isOld = known != null && newest.epoch() < known.epoch();
    if (!isOld || 2 * answers > addresses.size()) {
      known = newest;
    }
    return known.primary();
  }

  private PrimaryReport ask(HostAndPort address) {
    try (Jedis sentinel = new Jedis(address, config)) {
      Map<String, String> primary = sentinel.sentinelMaster(name);
      return new PrimaryReport(
          new HostAndPort(primary.get("ip"), Integer.parseInt(primary.get("port"))),
          Long.parseLong(primary.get("config-epoch")));
    }
  }
}
