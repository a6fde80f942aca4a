package dev.meetuppulse.meetup;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalLong;

/** How long after they were given the answers to moving events were seen, of the last ones. */
final class Freshness {
  private static final int REMEMBERED = 1_000;
  private static final double MOST = 0.95;

  private final Deque<Long> ages = new ArrayDeque<>();

  /** An answer was seen for the first time. */
  synchronized void seen(WatchedEvent event, RsvpRow answer, long now) {
    if (event.tier(now) == WatchedEvent.Tier.MOVING) {
      ages.add(Math.max(0, now - answer.updated()));
      if (ages.size() > REMEMBERED) {
        ages.remove();
      }
    }
  }

  /** The age that 95 % of them did not exceed, ms; empty before the first. */
  synchronized OptionalLong ofMost() {
    if (ages.isEmpty()) {
      return OptionalLong.empty();
    }
    long[] sorted = ages.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return OptionalLong.of(sorted[(int) Math.ceil(MOST * sorted.length) - 1]);
  }
}
