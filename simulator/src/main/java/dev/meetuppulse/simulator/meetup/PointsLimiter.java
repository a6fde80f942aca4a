package dev.meetuppulse.simulator.meetup;

import dev.meetuppulse.simulator.SplitMix;
import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps clients to a number of points in each 60 s, and records what they used. Thread safe. */
final class PointsLimiter {
  static final long WINDOW_MILLIS = 60_000;

  private static final long BUSY_FROM = 20_000;
  private static final int BUSY_EVERY = 12;

  private final int budget;
  private final long seed;
  private final boolean busyAtTimes;
  private final Deque<long[]> recent = new ArrayDeque<>();
  private long window = Long.MIN_VALUE;
  private int usedInWindow;
  private long refusedWindow = Long.MIN_VALUE;
  private long inRecent;
  private long total;
  private long most;
  private long requests;
  private long refusedForPoints;
  private long refusedWhileBusy;
  private long tooSoon;

  enum Decision {
    TAKEN,
    RATE_LIMITED,
    TOO_MANY_REQUESTS
  }

  /**
   * The points and requests used so far.
   *
   * @param mostIn60s the largest number of points that any 60 s held
   * @param refusedForPoints requests that would have gone over the budget
   * @param refusedWhileBusy requests refused as if others used the same budget
   * @param askedTooSoon requests after a refusal, before the time it named
   */
  record Use(
      int budget,
      long mostIn60s,
      long total,
      long requests,
      long refusedForPoints,
      long refusedWhileBusy,
      long askedTooSoon) {}

  /**
   * @param busyAtTimes whether it refuses everything for a part of some minutes
   */
  PointsLimiter(int budget, long seed, boolean busyAtTimes) {
    this.budget = budget;
    this.seed = seed;
    this.busyAtTimes = busyAtTimes;
  }

  synchronized Decision request(int points, long now) {
    long current = Math.floorDiv(now, WINDOW_MILLIS);
    if (current != window) {
      window = current;
      usedInWindow = 0;
    }
    requests++;
    if (refusedWindow == window) {
      tooSoon++;
    }
    if (isBusy(now)) {
      refusedWhileBusy++;
      refusedWindow = window;
      return window % 2 == 0 ? Decision.RATE_LIMITED : Decision.TOO_MANY_REQUESTS;
    }
    if (usedInWindow + points > budget) {
      refusedForPoints++;
      refusedWindow = window;
      return Decision.RATE_LIMITED;
    }
    usedInWindow += points;
    record(points, now);
    return Decision.TAKEN;
  }

  /** When a request may come again, ms since the epoch. */
  long resetAt(long now) {
    return (Math.floorDiv(now, WINDOW_MILLIS) + 1) * WINDOW_MILLIS;
  }

  synchronized Use use() {
    return new Use(budget, most, total, requests, refusedForPoints, refusedWhileBusy, tooSoon);
  }

  private boolean isBusy(long now) {
    return busyAtTimes
        && Math.floorMod(SplitMix.mix(seed ^ window), BUSY_EVERY) == 0
        && Math.floorMod(now, WINDOW_MILLIS) >= BUSY_FROM;
  }

  private void record(int points, long now) {
    total += points;
    recent.add(new long[] {now, points});
    inRecent += points;
    while (recent.peek()[0] <= now - WINDOW_MILLIS) {
      inRecent -= recent.poll()[1];
    }
    most = Math.max(most, inRecent);
  }
}
