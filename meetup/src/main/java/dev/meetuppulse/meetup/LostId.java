package dev.meetuppulse.meetup;

import java.util.concurrent.TimeUnit;

/**
 * Whether an event's id still leads to it. The ids of a series' events change; one that leads to
 * nothing, or to another event, is looked up again, at growing intervals. For one thread.
 */
final class LostId {
  private static final long FIRST_WAIT = TimeUnit.SECONDS.toMillis(30);
  private static final long LONGEST_WAIT = TimeUnit.HOURS.toMillis(1);

  private int failures;
  private long lastLookUp;

  boolean isLost() {
    return failures > 0;
  }

  /** The id leads to nothing, or to another event; it is looked up at once. */
  void lose(long now) {
    if (failures == 0) {
      failures = 1;
      lastLookUp = now - FIRST_WAIT;
    }
  }

  /** The id was found. */
  void find() {
    failures = 0;
  }

  /** The id was looked up in vain. */
  void fail(long now) {
    failures++;
    lastLookUp = now;
  }

  /** When the id is to be looked up, ms since the epoch. */
  long due(long now) {
    lastLookUp = Math.min(lastLookUp, now);
    return lastLookUp + Math.min(failures * FIRST_WAIT, LONGEST_WAIT);
  }
}
