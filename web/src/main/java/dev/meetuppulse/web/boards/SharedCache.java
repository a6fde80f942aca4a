package dev.meetuppulse.web.boards;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Values that are computed once for all who ask at about the same time. A thread that asks while
 * another computes waits for it, and shares its failure; a failure is not kept. Bounded by weight.
 * Thread safe.
 */
public final class SharedCache<K, V> {
  private final AsyncCache<K, V> cache;

  /**
   * @param freshFor how long a value may be used
   * @param mostWeight of all values together
   * @param weight of one value
   */
  public SharedCache(Function<K, Duration> freshFor, long mostWeight, ToIntFunction<V> weight) {
    this(freshFor, mostWeight, weight, Ticker.systemTicker());
  }

  SharedCache(
      Function<K, Duration> freshFor, long mostWeight, ToIntFunction<V> weight, Ticker ticker) {
    this.cache =
        Caffeine.newBuilder()
            .expireAfter(Expiry.<K, V>creating((key, value) -> freshFor.apply(key)))
            .maximumWeight(mostWeight)
            .<K, V>weigher((key, value) -> Math.max(1, weight.applyAsInt(value)))
            .ticker(ticker)
            .executor(Runnable::run)
            .buildAsync();
  }

  /** The value of a key; computed by this thread unless there is one, or another computes it. */
  public V get(K key, Supplier<V> compute) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> first = cache.asMap().putIfAbsent(key, mine);
    if (first != null) {
      return join(first);
    }
    try {
      V value = compute.get();
      mine.complete(value);
      return value;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    }
  }

  /** The weight of all values held. */
  long weight() {
    cache.synchronous().cleanUp();
    return cache.synchronous().policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }

  private static <V> V join(CompletableFuture<V> value) {
    try {
      return value.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
