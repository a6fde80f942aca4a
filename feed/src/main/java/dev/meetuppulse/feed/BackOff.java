package dev.meetuppulse.feed;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after failures in a row: longer each time, never the same for two clients. */
public final class BackOff {
  private final long first;
  private final long longest;
  private final RandomGenerator random;
  private int failures;

  public BackOff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first.toMillis();
    this.longest = longest.toMillis();
    this.random = random;
  }

  /** After a failure; between half of the time and all of it, which doubles up to the longest. */
  public Duration next() {
    long full = Math.min(longest, first << Math.min(failures, 20));
    failures++;
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }

  int failures() {
    return failures;
  }

  /** It works again. */
  public void reset() {
    failures = 0;
  }
}
