package dev.meetuppulse.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What keeps a browser from doing harm with this server, and other pages from reading it. It
 * answers to loopback's names and those that are set, and to any other only if none is set and it
 * listens beyond loopback: a page elsewhere whose name was pointed here (DNS rebinding) is refused.
 */
final class Safety {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
          + "require-trusted-types-for 'script'; trusted-types 'none'";

  private final Set<String> names;
  private final boolean anyName;

  /**
   * @param host what it listens on
   * @param names it answers to besides loopback's
   */
  Safety(String host, List<String> names) {
    this.names = new HashSet<>(LOOPBACK);
    names.forEach(name -> this.names.add(name.toLowerCase(Locale.ROOT)));
    this.anyName = names.isEmpty() && !LOOPBACK.contains(host);
  }

  void apply(RoutesConfig routes) {
    routes.before(this::check);
    routes.before(
        context ->
            context
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Permissions-Policy", "camera=(), microphone=(), geolocation=()"));
  }

  private void check(Context context) {
    String host = context.header("Host");
    if (!anyName && (host == null || !names.contains(name(host)))) {
      context
          .status(HttpStatus.MISDIRECTED_REQUEST)
          .contentType("text/plain; charset=utf-8")
          .result("This server does not answer to that name; web.names says to which it does.\n")
          .skipRemainingHandlers();
    }
  }

  /** A Host header without its port. */
  private static String name(String host) {
    return host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
  }
}
