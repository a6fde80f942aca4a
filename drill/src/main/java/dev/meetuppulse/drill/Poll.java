package dev.meetuppulse.drill;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions. */
final class Poll {
  private static final long PAUSE_MILLIS = 100;

  private Poll() {}

  /** True once the condition holds, false if it does not within the limit. */
  static boolean until(BooleanSupplier condition, Duration limit) throws InterruptedException {
    return find(() -> Optional.of(true).filter(yes -> condition.getAsBoolean()), limit).isPresent();
  }

  /** The first result of a search that is repeated within the limit. */
  static <T> Optional<T> find(Supplier<Optional<T>> search, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    Optional<T> found = search.get();
    while (found.isEmpty() && System.nanoTime() <= deadline) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      found = search.get();
    }
    return found;
  }
}
