package dev.meetuppulse.core.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a Redis server, such as {@code redis://cache:6379/2} or {@code rediss://[::1]}.
 *
 * @param tls whether connections are encrypted
 * @param server where it listens
 * @param database the number of the database
 */
public record RedisUrl(boolean tls, ServerAddress server, int database) {
  /** What a URL may look like, for people. */
  static final String ALLOWED =
      "redis://HOST:PORT[/DB] or rediss://…, an IPv6 address in brackets, without user or password";

  private static final Pattern FORM = Pattern.compile("redis(s?)://([^/@\\s]+)(?:/(\\d{1,3}))?/?");
  private static final int DEFAULT_PORT = 6379;

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException saying what is allowed
   */
  public static RedisUrl parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("allowed: " + ALLOWED);
    }
    try {
      return new RedisUrl(
          !parts.group(1).isEmpty(),
          ServerAddress.parse(parts.group(2), DEFAULT_PORT),
          parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("allowed: " + ALLOWED, e);
    }
  }
}
