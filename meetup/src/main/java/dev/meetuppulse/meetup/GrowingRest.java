package dev.meetuppulse.meetup;

import java.util.concurrent.TimeUnit;

/** How long something that fails is left alone: 5 minutes, then twice that, an hour at most. */
final class GrowingRest {
  private static final long FIRST = TimeUnit.MINUTES.toMillis(5);
  private static final long LONGEST = TimeUnit.HOURS.toMillis(1);
  private static final int MAX_DOUBLINGS = 4;

  private GrowingRest() {}

  /**
   * In ms.
   *
   * @param rests how often it has rested before
   */
  static long millis(int rests) {
    return Math.min(FIRST << Math.min(rests, MAX_DOUBLINGS), LONGEST);
  }
}
