package dev.meetuppulse.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Set;

/**
 * What keeps a browser from doing harm with this server, and other pages from reading it. While it
 * listens on loopback it answers only to loopback's names: a page elsewhere whose name was pointed
 * here (DNS rebinding) is refused.
 */
final class Safety {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
          + "require-trusted-types-for 'script'; trusted-types 'none'";

  private final boolean loopback;

  Safety(String host) {
    this.loopback = LOOPBACK.contains(host);
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
    if (loopback && (host == null || !LOOPBACK.contains(host.replaceFirst(":\\d+$", "")))) {
      context
          .status(HttpStatus.MISDIRECTED_REQUEST)
          .contentType("text/plain; charset=utf-8")
          .result("This server answers to localhost only; set web.host to open it to others.\n")
          .skipRemainingHandlers();
    }
  }
}
