package dev.meetuppulse.core.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a Redis server, such as {@code redis://cache:6379/2} or {@code rediss://[::1]}; or of
 * the Sentinels that know it, such as {@code redis-sentinel://a:26379,b:26379/mymaster}.
 *
 * @param tls whether connections are encrypted
 * @param servers the one server, or the Sentinels
 * @param primary the name under which the Sentinels know the server; empty without Sentinels
 * @param database the number of the database
 */
public record RedisUrl(
    boolean tls, List<ServerAddress> servers, Optional<String> primary, int database) {
  /** The allowed form of a URL, for people. */
  static final String ALLOWED =
      "redis://HOST:PORT[/DB] or redis-sentinel://HOST:PORT[,HOST:PORT…]/NAME[/DB], rediss for TLS;"
          + " without user or password";

  private static final Pattern SERVER =
      Pattern.compile("redis(s?)://([^/@\\s]+)(?:/(\\d{1,3}))?/?");
  private static final Pattern SENTINELS =
      Pattern.compile("redis(s?)-sentinel://([^/@\\s]+)/([\\w.-]+)(?:/(\\d{1,3}))?/?");
  private static final int SERVER_PORT = 6379;
  private static final int SENTINEL_PORT = 26_379;

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException saying what is allowed
   */
  public static RedisUrl parse(String text) {
    Matcher server = SERVER.matcher(text);
    Matcher sentinels = SENTINELS.matcher(text);
    try {
      if (server.matches()) {
        return new RedisUrl(
            !server.group(1).isEmpty(),
            List.of(ServerAddress.parse(server.group(2), SERVER_PORT)),
            Optional.empty(),
            number(server.group(3)));
      }
      if (sentinels.matches()) {
        return new RedisUrl(
            !sentinels.group(1).isEmpty(),
            Arrays.stream(sentinels.group(2).split(",", -1))
                .map(each -> ServerAddress.parse(each, SENTINEL_PORT))
                .toList(),
            Optional.of(sentinels.group(3)),
            number(sentinels.group(4)));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("allowed: " + ALLOWED, e);
    }
    throw new IllegalArgumentException("allowed: " + ALLOWED);
  }

  private static int number(String database) {
    return database == null ? 0 : Integer.parseInt(database);
  }
}
