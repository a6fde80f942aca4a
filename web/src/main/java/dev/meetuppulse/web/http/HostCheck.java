package dev.meetuppulse.web.http;

import dev.meetuppulse.core.settings.ServerAddress;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses requests for other host names than this server's, so that no page elsewhere can read it
 * through a name of its own that points here (DNS rebinding). The names are loopback's, the address
 * it listens on, and those that are set; if none is set and the server listens beyond loopback, any
 * name.
 */
public final class HostCheck implements Handler {
  private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
  private final boolean anyName;

  /**
   * @param host the address it listens on
   * @param names it answers to besides loopback's
   */
  public HostCheck(String host, List<String> names) {
    names.forEach(name -> this.names.add(name.toLowerCase(Locale.ROOT)));
    this.names.add(ServerAddress.inUrl(host).toLowerCase(Locale.ROOT));
    this.anyName = names.isEmpty() && !isLoopback(host);
  }

  @Override
  public void handle(Context context) {
    String host = context.header("Host");
    if (!anyName && (host == null || !names.contains(name(host)))) {
      context
          .status(HttpStatus.MISDIRECTED_REQUEST)
          .contentType("text/plain; charset=utf-8")
          .result("This server does not answer to that name; web.names says to which it does.\n")
          .skipRemainingHandlers();
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** A Host header without its port. */
  private static String name(String host) {
    return host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
  }
}
