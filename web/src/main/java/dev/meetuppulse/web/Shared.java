package dev.meetuppulse.web;

import dev.meetuppulse.core.journal.StoreException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Computes a value once for all who ask at about the same time. While one thread computes, the
 * others get the value before it, if there is one. A failure is shared too, so a store that is down
 * is asked no more often than one that is up.
 */
final class Shared<K, V> {
  private static final int MOST_KEYS = 1_000;

  private final Map<K, Slot<V>> slots = new ConcurrentHashMap<>();
  private final long maxAgeMillis;
  private final LongSupplier clock;

  /**
   * @param maxAgeMillis how old a shared value may be
   * @param clock ms, never going backwards
   */
  Shared(long maxAgeMillis, LongSupplier clock) {
    this.maxAgeMillis = maxAgeMillis;
    this.clock = clock;
  }

  /**
   * The value of a key.
   *
   * @param compute given the value before, or null
   * @throws StoreException if computing it did
   */
  V get(K key, Function<V, V> compute) {
    if (slots.size() >= MOST_KEYS && !slots.containsKey(key)) {
      slots.clear();
    }
    Slot<V> slot = slots.computeIfAbsent(key, any -> new Slot<>());
    Computed<V> seen = slot.computed;
    if (seen != null && clock.getAsLong() - seen.at < maxAgeMillis) {
      return seen.value();
    }
    if (!slot.lock.tryLock()) {
      if (seen != null) {
        return seen.value();
      }
      slot.lock.lock();
    }
    try {
      Computed<V> latest = slot.computed;
      if (latest == null || clock.getAsLong() - latest.at >= maxAgeMillis) {
        latest = compute(latest, compute);
        slot.computed = latest;
      }
      return latest.value();
    } finally {
      slot.lock.unlock();
    }
  }

  private Computed<V> compute(Computed<V> before, Function<V, V> compute) {
    try {
      V value = compute.apply(before == null ? null : before.value);
      return new Computed<>(value, null, clock.getAsLong());
    } catch (StoreException e) {
      return new Computed<>(null, e, clock.getAsLong());
    }
  }

  private static final class Slot<V> {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Computed<V> computed;
  }

  private record Computed<V>(V value, StoreException failure, long at) {
    @Override
    public V value() {
      if (failure != null) {
        throw failure;
      }
      return value;
    }
  }
}
