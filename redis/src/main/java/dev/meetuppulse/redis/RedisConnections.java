package dev.meetuppulse.redis;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/** Opens Redis clients. They connect when first used, so a late server never stops a start. */
public final class RedisConnections {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
  private static final int DEFAULT_PORT = 6379;

  private RedisConnections() {}

  /**
   * A pooled client for the server that the settings name.
   *
   * @param connections at most so many at once
   * @throws IllegalArgumentException if the password or trust file can't be read
   */
  public static RedisClient open(Settings settings, int connections) {
    URI url = URI.create(settings.text(Setting.REDIS_URL));
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .clientName("meetup-pulse")
            .connectionTimeoutMillis((int) CONNECT_TIMEOUT.toMillis())
            .socketTimeoutMillis((int) ANSWER_TIMEOUT.toMillis())
            .database(database(url));
    settings.optional(Setting.REDIS_USER).ifPresent(config::user);
    settings
        .optional(Setting.REDIS_PASSWORD_FILE)
        .map(RedisConnections::secret)
        .ifPresent(config::password);
    if (url.getScheme().equals("rediss")) {
      config.ssl(true);
      SSLParameters parameters = new SSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      config.sslParameters(parameters);
      settings
          .optional(Setting.REDIS_TRUST_FILE)
          .map(RedisConnections::trusting)
          .ifPresent(context -> config.sslSocketFactory(context.getSocketFactory()));
    }
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(connections);
    pool.setMaxIdle(connections);
    pool.setMaxWait(ANSWER_TIMEOUT);
    int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
    return RedisClient.builder()
        .hostAndPort(new HostAndPort(url.getHost(), port))
        .clientConfig(config.build())
        .poolConfig(pool)
        .build();
  }

  private static int database(URI url) {
    return Optional.ofNullable(url.getPath())
        .filter(path -> path.length() > 1)
        .map(path -> Integer.parseInt(path.substring(1)))
        .orElse(0);
  }

  private static String secret(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "can't read " + Setting.REDIS_PASSWORD_FILE.key() + " " + file, e);
    }
  }

  private static SSLContext trusting(String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int n = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + n++, certificate);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "can't use " + Setting.REDIS_TRUST_FILE.key() + " " + file, e);
    }
  }
}
