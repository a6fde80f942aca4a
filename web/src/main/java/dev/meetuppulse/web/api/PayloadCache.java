package dev.meetuppulse.web.api;

import dev.meetuppulse.web.boards.SharedCache;
import dev.meetuppulse.web.http.Payload;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The answers of one route, each created once for all clients. At most 16 MB, not counting their
 * compressed forms.
 */
final class PayloadCache<K> {
  private static final long MAX_BYTES = 16L << 20;

  private final SharedCache<K, Payload> payloads;

  /**
   * @param freshFor how long the answer to a question may be used
   */
  PayloadCache(Function<K, Duration> freshFor) {
    this.payloads = new SharedCache<>(freshFor, MAX_BYTES, payload -> payload.plain().length);
  }

  Payload get(K question, Supplier<Payload> answer) {
    return payloads.get(question, answer);
  }
}
