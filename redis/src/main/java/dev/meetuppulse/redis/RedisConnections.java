package dev.meetuppulse.redis;

import dev.meetuppulse.core.settings.RedisUrl;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * Opens Redis clients. They connect when first used, so a late server never stops a start, and read
 * password and certificates again for every connection, so that both can be replaced meanwhile.
 */
public final class RedisConnections {
  /** The answer timeout of a reader that people wait for. */
  public static final Duration SHORT_TIMEOUT = Duration.ofMillis(1500);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

  private RedisConnections() {}

  /**
   * A pooled client for the server that the settings name, or that their Sentinels name.
   *
   * @param connections open at once, at most
   */
  public static UnifiedJedis open(Settings settings, int connections) {
    return open(settings, connections, ANSWER_TIMEOUT);
  }

  /** Opens connections with a limit on the wait for the server, and for a free connection. */
  static UnifiedJedis open(Settings settings, int connections, Duration patience) {
    RedisUrl url = RedisUrl.parse(settings.text(Setting.REDIS_URL));
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(connections);
    pool.setMaxIdle(connections);
    pool.setMaxWait(patience);
    JedisClientConfig server = server(settings, url, patience);
    List<HostAndPort> addresses =
        url.servers().stream().map(each -> new HostAndPort(each.host(), each.port())).toList();
    if (url.primary().isEmpty()) {
      return RedisClient.builder()
          .hostAndPort(addresses.get(0))
          .clientConfig(server)
          .poolConfig(pool)
          .build();
    }
    SentinelConnections sentinels =
        new SentinelConnections(
            url.primary().get(), addresses, server, common(settings, url, patience).build(), pool);
    return RedisClient.builder()
        .connectionProvider(sentinels)
        .commandExecutor(new SentinelExecutor(sentinels))
        .build();
  }

  private static JedisClientConfig server(Settings settings, RedisUrl url, Duration patience) {
    DefaultJedisClientConfig.Builder config =
        common(settings, url, patience).database(url.database());
    Optional<String> passwordFile = settings.optional(Setting.REDIS_PASSWORD_FILE);
    String user = settings.optional(Setting.REDIS_USER).orElse(null);
    if (passwordFile.isPresent()) {
      config.credentialsProvider(
          () -> new DefaultRedisCredentials(user, password(passwordFile.get())));
    } else if (user != null) {
      config.user(user);
    }
    return config.build();
  }

  /** The client configuration that Sentinels and servers share. */
  private static DefaultJedisClientConfig.Builder common(
      Settings settings, RedisUrl url, Duration patience) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .clientName("meetup-pulse")
            .connectionTimeoutMillis(
                (int) Math.min(CONNECT_TIMEOUT.toMillis(), patience.toMillis()))
            .socketTimeoutMillis((int) patience.toMillis());
    if (url.tls()) {
      SSLParameters parameters = new SSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      config.ssl(true).sslParameters(parameters);
      settings
          .optional(Setting.REDIS_TRUST_FILE)
          .ifPresent(file -> config.sslSocketFactory(new TrustFile(file)));
    }
    return config;
  }

  private static CharSequence password(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new UnreadableFileException(
          "can't read " + Setting.REDIS_PASSWORD_FILE.key() + " " + file, e);
    }
  }
}
