package dev.meetuppulse.web.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;

/**
 * Headers by which browsers let a page of this server run and load its own files, and nothing else.
 */
public final class SecurityHeaders implements Handler {
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
              + "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
              + "require-trusted-types-for 'script'; trusted-types 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), microphone=(), geolocation=()");

  @Override
  public void handle(Context context) {
    HEADERS.forEach(context::header);
  }
}
