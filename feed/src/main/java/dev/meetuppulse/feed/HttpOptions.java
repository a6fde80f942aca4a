package dev.meetuppulse.feed;

import java.time.Duration;

/**
 * How the HTTP source deals with a server that fails.
 *
 * @param answer how long to wait for a connection, and then for the answer's head
 * @param idle how long a stream may say nothing, not even a keep-alive
 * @param overlap how far before the newest record it has seen it asks again for the stream
 * @param firstBackOff longest wait after a first failure
 * @param longestBackOff longest wait after many failures in a row
 * @param giveUpAfter failures in a row after which it stops; 0 for never
 */
public record HttpOptions(
    Duration answer,
    Duration idle,
    Duration overlap,
    Duration firstBackOff,
    Duration longestBackOff,
    int giveUpAfter) {

  /** 10 s for an answer, 30 s of silence, 30 s of overlap, waits of 1 to 30 s, never gives up. */
  public static HttpOptions defaults() {
    return new HttpOptions(
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        0);
  }

  /** The same, but giving up after so many failures in a row. */
  public HttpOptions givingUpAfter(int failures) {
    return new HttpOptions(answer, idle, overlap, firstBackOff, longestBackOff, failures);
  }
}
