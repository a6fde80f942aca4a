package dev.meetuppulse.bolts;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.ExponentialBackoff;

/**
 * Lets each partition try again after a pause that doubles from one second to half a minute, so
 * that slow failures of one partition don't use up the time of the others. Times are {@link
 * System#nanoTime}.
 */
final class RetryGate {
  private static final ExponentialBackoff BACKOFF_NANOS =
      new ExponentialBackoff(TimeUnit.SECONDS.toNanos(1), 2, TimeUnit.SECONDS.toNanos(32), 0);

  private record Failing(int times, long retryAt, String reason) {}

  private final Map<Integer, Failing> failing = new HashMap<>();

  /** The reason of the last failure, or null if the partition may try. */
  String closed(int partition, long now) {
    Failing last = failing.get(partition);
    return last != null && now - last.retryAt < 0 ? last.reason : null;
  }

  /**
   * Notes a failure.
   *
   * @return true if it is the first in a row
   */
  boolean failed(int partition, String reason, long now) {
    Failing last = failing.get(partition);
    int times = last == null ? 0 : last.times;
    failing.put(partition, new Failing(times + 1, now + BACKOFF_NANOS.backoff(times), reason));
    return last == null;
  }

  /**
   * Notes a success.
   *
   * @return true if the attempt before failed
   */
  boolean worked(int partition) {
    return failing.remove(partition) != null;
  }
}
