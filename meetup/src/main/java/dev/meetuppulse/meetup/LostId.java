package dev.meetuppulse.meetup;

import java.util.concurrent.TimeUnit;

/**
 * Whether an event's id still leads to it. The ids of a series' events change; one that leads to
 * nothing, or to another event, is looked up again, at growing intervals until the event is found:
 * the look-up may find the id that led to nothing. For one thread.
 */
final class LostId {
  private static final long FIRST_WAIT = TimeUnit.SECONDS.toMillis(30);
  private static final long LONGEST_WAIT = TimeUnit.HOURS.toMillis(1);

  private boolean lost;
  private int failures;
  private long lastLookUp;

  boolean isLost() {
    return lost;
  }

  /** The id leads to nothing, or to another event; the first time it is looked up at once. */
  void lose(long now) {
    if (!lost) {
      lost = true;
      lastLookUp = failures == 0 ? now - FIRST_WAIT : now;
      failures++;
    }
  }

  /** The id was found; whether it leads to the event is yet to be seen. */
  void find() {
    lost = false;
  }

  /** The id led to all that was asked of the event. */
  void worked() {
    lost = false;
    failures = 0;
  }

  void fail(long now) {
    failures++;
    lastLookUp = now;
  }

  /** True while an id that was found again, and again led to nothing, is not to be asked for. */
  boolean rests(long now) {
    return !lost && failures > 1 && now < due(now);
  }

  /** True if the id was looked up since it last led to the event. */
  boolean isConfirmed() {
    return !lost && failures > 0;
  }

  /** When the id is to be looked up, ms since the epoch. */
  long due(long now) {
    lastLookUp = Math.min(lastLookUp, now);
    return lastLookUp + Math.min(failures * FIRST_WAIT, LONGEST_WAIT);
  }
}
