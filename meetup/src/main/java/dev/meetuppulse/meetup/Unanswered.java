package dev.meetuppulse.meetup;

import java.util.concurrent.TimeUnit;

/**
 * Whether queries for one thing, such as an event, are answered. After the first that is not, it is
 * a suspect: it is requested separately, so that nothing else goes without a response. If that
 * fails too while other queries are answered, it rests for longer and longer; if no query is
 * answered, the service is away, and the rest is short. For one thread; times in ms since the
 * epoch.
 */
final class Unanswered {
  private static final long SERVICE_IS_AWAY = TimeUnit.SECONDS.toMillis(30);
  private static final long FIRST_REST = TimeUnit.MINUTES.toMillis(5);
  private static final long LONGEST_REST = TimeUnit.HOURS.toMillis(1);
  private static final int MAX_DOUBLINGS = 4;

  private boolean suspect;
  private int times;
  private long first;
  private long last;
  private long rest;

  /**
   * Notes that a query for it got no response.
   *
   * @param answered when any query was last answered
   */
  void failed(long now, long answered) {
    first = suspect ? Math.min(first, now) : now;
    if (answered > first) {
      rest = restMillis(times++);
    } else if (suspect) {
      rest = SERVICE_IS_AWAY;
    }
    suspect = true;
    last = now;
  }

  void worked() {
    suspect = false;
    times = 0;
    rest = 0;
  }

  /**
   * How long a failing request rests: 5 minutes, then twice as long each time, an hour at most.
   *
   * @param rests the number of rests so far
   */
  static long restMillis(int rests) {
    return Math.min(FIRST_REST << Math.min(rests, MAX_DOUBLINGS), LONGEST_REST);
  }

  /** True if the last query for it was not answered. */
  boolean isSuspect() {
    return suspect;
  }

  /** True if others were answered meanwhile. */
  boolean isAlone() {
    return times > 0;
  }

  /** True while it is not to be asked for. */
  boolean rests(long now) {
    return now >= last && now < last + rest;
  }
}
