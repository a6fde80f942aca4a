package dev.meetuppulse.cluster.embedded;

import java.time.Duration;

/**
 * How long this process may be suspended and then resume: on a laptop that sleeps, or stopped in a
 * shell. Servers that live and die together need no shorter time to notice that one is gone.
 */
final class SleepLimit {
  /** ZooKeeper's client keeps four times the milliseconds in an int. */
  static final Duration LONGEST = Duration.ofDays(5);

  private SleepLimit() {}
}
