package dev.meetuppulse.feed;

import java.time.Duration;
import java.util.Map;

/**
 * How the HTTP source deals with a server that fails.
 *
 * @param connect how long to wait for a connection
 * @param idle how long a server may be silent, before its answer or within it, without even a
 *     keep-alive
 * @param overlap how far before the newest record it asks again for the stream: records may come
 *     that much late
 * @param firstBackOff wait after a first failure, give or take a third
 * @param longestBackOff longest wait after many failures in a row
 * @param giveUpAfter failures in a row after which it stops; 0 for never
 * @param environment whose proxy variables apply, such as {@code http_proxy}; empty for none
 */
public record HttpOptions(
    Duration connect,
    Duration idle,
    Duration overlap,
    Duration firstBackOff,
    Duration longestBackOff,
    int giveUpAfter,
    Map<String, String> environment) {

  /**
   * 10 s for a connection, 30 s of silence, 10 minutes of overlap, waits of 1 to 30 s, never gives
   * up, no proxy.
   */
  public static HttpOptions defaults() {
    return new HttpOptions(
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(10),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        0,
        Map.of());
  }

  public HttpOptions givingUpAfter(int failures) {
    return new HttpOptions(
        connect, idle, overlap, firstBackOff, longestBackOff, failures, environment);
  }

  public HttpOptions withProxiesOf(Map<String, String> variables) {
    return new HttpOptions(
        connect, idle, overlap, firstBackOff, longestBackOff, giveUpAfter, Map.copyOf(variables));
  }

  public HttpOptions withBackOff(Duration first, Duration longest) {
    return new HttpOptions(connect, idle, overlap, first, longest, giveUpAfter, environment);
  }

  public HttpOptions withOverlap(Duration other) {
    return new HttpOptions(
        connect, idle, other, firstBackOff, longestBackOff, giveUpAfter, environment);
  }

  public HttpOptions withIdle(Duration other) {
    return new HttpOptions(
        connect, other, overlap, firstBackOff, longestBackOff, giveUpAfter, environment);
  }
}
