package dev.meetuppulse.feed;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** The address of a stream, and where in the stream to begin. */
final class StreamUrl {
  private static final Pattern SINCE_MTIME =
      Pattern.compile("(?:^|&)since_mtime=(\\d{1,18})(?:&|$)");

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
    if (uri.getRawUserInfo() != null) {
      throw new FeedException(
          "no user or password in the address of a stream: it would show in the list of processes");
    }
    boolean http =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    if (!http || uri.getRawAuthority() == null || HttpUrl.parse(url) == null) {
      throw notAnAddress();
    }
  }

  URI start() {
    return uri;
  }

  /**
   * The {@code since_mtime} that the address itself asks for; the largest number if it does not.
   */
  long sinceMtime() {
    Matcher since = SINCE_MTIME.matcher(String.valueOf(uri.getRawQuery()));
    return since.find() ? Long.parseLong(since.group(1)) : Long.MAX_VALUE;
  }

  /** The URL of the stream from a time on, even if the address itself names another start. */
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
