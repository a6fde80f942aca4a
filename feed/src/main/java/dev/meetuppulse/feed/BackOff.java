package dev.meetuppulse.feed;

import java.time.Duration;
import org.apache.kafka.common.utils.ExponentialBackoff;

/** How long to wait after failures in a row: longer each time, never the same for two clients. */
public final class BackOff {
  private static final double JITTER = 0.3;

  private final ExponentialBackoff pauseMillis;
  private int failures;

  public BackOff(Duration first, Duration longest) {
    pauseMillis = new ExponentialBackoff(first.toMillis(), 2, longest.toMillis(), JITTER);
  }

  /** After a failure; the pause doubles, give or take a third, up to the longest. */
  public Duration next() {
    return Duration.ofMillis(pauseMillis.backoff(failures++));
  }

  int failures() {
    return failures;
  }

  public void reset() {
    failures = 0;
  }
}
