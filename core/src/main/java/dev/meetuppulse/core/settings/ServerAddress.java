package dev.meetuppulse.core.settings;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address on which a server listens.
 *
 * @param host a name or an address; an IPv6 address without brackets
 */
public record ServerAddress(String host, int port) {
  /** The allowed form of a list, for people. */
  static final String ALLOWED_IN_LIST = "comma-separated HOST:PORT, IPv6 addresses in brackets";

  /** HOST or [IPv6], and a port that may be missing. */
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+(?:%\\w+)?)]|([^\\s/@:,\\[\\]]+))(?::(\\d{1,5}))?");

  private static final int NO_PORT = 0;
  private static final int LAST_PORT = 65_535;

  /**
   * Reads HOST:PORT or [IPv6]:PORT, without the port if {@code defaultPort} is not 0.
   *
   * @throws IllegalArgumentException for anything else
   */
  static ServerAddress parse(String text, int defaultPort) {
    Matcher parts = FORM.matcher(text);
    int port =
        parts.matches() && parts.group(3) != null ? Integer.parseInt(parts.group(3)) : defaultPort;
    if (!parts.matches() || port <= NO_PORT || port > LAST_PORT) {
      throw new IllegalArgumentException("'" + text + "' is not HOST:PORT");
    }
    return new ServerAddress(parts.group(1) != null ? parts.group(1) : parts.group(2), port);
  }

  /**
   * Reads addresses with commas between, each with its port.
   *
   * @throws IllegalArgumentException if one of them is not an address or has no port, saying what
   *     is allowed
   */
  public static List<ServerAddress> parseList(String text) {
    try {
      return Arrays.stream(text.split(",", -1)).map(part -> parse(part.trim(), NO_PORT)).toList();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("allowed: " + ALLOWED_IN_LIST + "; " + e.getMessage(), e);
    }
  }

  /** The URL by which clients on this machine reach a server that listens there. */
  public String url() {
    String reached =
        switch (host) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "::1";
          default -> host;
        };
    return "http://" + new ServerAddress(reached, port);
  }

  /** A host as written in a URL. */
  public static String inUrl(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  @Override
  public String toString() {
    return inUrl(host) + ":" + port;
  }
}
