package dev.meetuppulse.feed;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/** The address of a stream, and where in the stream to begin. */
final class StreamUrl {
  private static final int MAX_PORT = 65_535;

  private final URI uri;

  /**
   * @throws FeedException if it is no http or https address
   */
  StreamUrl(String url) {
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw notAnAddress();
    }
    boolean http =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    if (!http
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getPort() > MAX_PORT) {
      throw notAnAddress();
    }
  }

  /** As it was given. */
  URI start() {
    return uri;
  }

  /** The stream from a time on; what the address says itself about where to begin is left out. */
  URI since(long mtime) {
    List<String> parameters = new ArrayList<>();
    if (uri.getRawQuery() != null) {
      for (String parameter : uri.getRawQuery().split("&")) {
        if (!parameter.matches("since_(mtime|count)(=.*)?")) {
          parameters.add(parameter);
        }
      }
    }
    parameters.add("since_mtime=" + mtime);
    return URI.create(title() + "?" + String.join("&", parameters));
  }

  /** Without its parameters, which may hold a secret. */
  String title() {
    return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
  }

  private static FeedException notAnAddress() {
    return new FeedException(
        "not the address of a stream; it must be http://HOST[:PORT]/PATH, or https");
  }
}
