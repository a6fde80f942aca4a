package dev.meetuppulse.feed;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The proxies that an environment names, as curl reads them: {@code http_proxy}, {@code
 * https_proxy}, {@code all_proxy} and {@code no_proxy}, in small letters or capitals. Without them
 * the system properties of Java apply, such as {@code http.proxyHost}.
 */
public final class EnvironmentProxies extends ProxySelector {
  /** The status of a proxy that wants to know who asks. */
  public static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  /** The meaning of that status, for a message. */
  public static final String REFUSAL =
      "the proxy requires a user and a password, as in http_proxy=http://USER:PASSWORD@HOST:PORT";

  private static final int USUAL_PORT = 1080;
  private static final String CREDENTIALS_HEADER = "Proxy-Authorization";

  private final Map<String, String> environment;

  /**
   * @param environment names and values, as {@link System#getenv()} gives them
   */
  public EnvironmentProxies(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Lets a client ask through these proxies, with their users and passwords. */
  public OkHttpClient.Builder use(OkHttpClient.Builder client) {
    return client
        .proxySelector(this)
        .proxyAuthenticator((route, response) -> authenticate(response));
  }

  /** A message's addition to an address: the proxy on the way; empty if there is none. */
  public String through(URI uri) {
    String proxy = title(uri);
    return proxy.isEmpty() ? "" : " (through the proxy " + proxy + ")";
  }

  /**
   * The proxy for an address; {@link Proxy#NO_PROXY} for none.
   *
   * @throws FeedException if a variable does not hold the address of a proxy
   */
  @Override
  public List<Proxy> select(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    Optional<URI> proxy = proxy(scheme);
    if (proxy.isEmpty()) {
      return ProxySelector.getDefault().select(uri);
    }
    if (isExcepted(uri)) {
      return List.of(Proxy.NO_PROXY);
    }
    URI address = proxy.get();
    int port = address.getPort() < 0 ? USUAL_PORT : address.getPort();
    Proxy.Type type = address.getScheme().startsWith("socks") ? Proxy.Type.SOCKS : Proxy.Type.HTTP;
    return List.of(new Proxy(type, InetSocketAddress.createUnresolved(address.getHost(), port)));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException e) {
    // The source says so itself, and tries again.
  }

  /** The request with the user and password of its proxy; null if there are none, or were sent. */
  private Request authenticate(Response response) {
    Request request = response.request();
    String userInfo = proxy(request.url().scheme()).map(URI::getRawUserInfo).orElse(null);
    if (response.code() != PROXY_AUTHENTICATION_REQUIRED
        || userInfo == null
        || request.header(CREDENTIALS_HEADER) != null) {
      return null;
    }
    String[] parts = userInfo.split(":", 2);
    String credentials =
        Credentials.basic(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]));
    return request.newBuilder().header(CREDENTIALS_HEADER, credentials).build();
  }

  /** How messages call the proxy for an address: without user and password; empty for none. */
  String title(URI uri) {
    Proxy proxy = select(uri).get(0);
    if (!(proxy.address() instanceof InetSocketAddress address)) {
      return "";
    }
    return address.getHostString() + ":" + address.getPort();
  }

  private Optional<URI> proxy(String scheme) {
    String name = scheme + "_proxy";
    return variable(name)
        .map(text -> address(name, text))
        .or(() -> variable("all_proxy").map(text -> address("all_proxy", text)));
  }

  private static URI address(String name, String text) {
    try {
      URI address = URI.create(text.contains("://") ? text : "http://" + text);
      if (address.getHost() != null && address.getScheme().matches("(?i)http|socks(4a?|5h?)?")) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // What it says may be a password.
    }
    throw new FeedException(
        name + " is not the address of a proxy; it must be http://HOST[:PORT], or socks5");
  }

  private boolean isExcepted(URI uri) {
    // A URI knows no host whose name has an underscore, as those of containers may.
    HttpUrl url = HttpUrl.get(uri);
    String host = url.host();
    for (String entry : variable("no_proxy").orElse("").toLowerCase(Locale.ROOT).split("[,\\s]+")) {
      String domain = entry.replaceFirst("^\\*?\\.", "");
      boolean isPortFree = !domain.matches(".*[^:]:\\d+|.*\\]:\\d+");
      String name = isPortFree ? domain : domain.substring(0, domain.lastIndexOf(':'));
      boolean samePort = isPortFree || domain.endsWith(":" + url.port());
      boolean sameHost = host.equals(name.replaceAll("[\\[\\]]", "")) || host.endsWith("." + name);
      if (entry.equals("*") || !name.isEmpty() && samePort && sameHost) {
        return true;
      }
    }
    return false;
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(text -> !text.isBlank())
        .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
