package dev.meetuppulse.meetup;

import dev.meetuppulse.meetup.RsvpPage.ResponseCounts;
import java.util.concurrent.TimeUnit;

/**
 * Decides when all answers of an event are read, not only those down to known ones: every few
 * hours, some time after the first read and after answers came (late ones have shown up by then),
 * after the event has begun, and when the API counts others than are known: again after a minute,
 * and then after twice as long each time. For one thread; times in ms since the epoch.
 */
final class FullReads {
  private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);
  private static final long EVERY = TimeUnit.HOURS.toMillis(6);
  private static final long AFTER_START = 20 * MINUTE;
  private static final long SETTLED_AFTER = 10 * MINUTE;
  private static final long SETTLED_AT_MOST_AFTER = 60 * MINUTE;
  private static final int MOST_MISMATCHES = 3;

  /** After so many the next read would be later than that of every few hours. */
  private static final int MOST_REPEATS = 8;

  private long last;
  private long firstUnsettled;
  private long lastUnsettled;
  private ResponseCounts accepted = ResponseCounts.NONE;
  private int mismatches;
  private long wanted;

  /**
   * @param last when all answers were last read; 0 for never
   * @param unsettled whether another read was due because some may have been late
   * @param lastMove when the newest known answer was given; 0 if there is none
   */
  FullReads(long last, boolean unsettled, long lastMove) {
    this.last = last;
    if (last > 0 && (unsettled || lastMove > last - SETTLED_AT_MOST_AFTER)) {
      firstUnsettled = last;
      lastUnsettled = last;
    }
  }

  /** When all answers were last read; 0 for never. */
  long last() {
    return last;
  }

  /**
   * When all answers are due to be read.
   *
   * @param start of the event; 0 if it is not known
   */
  long due(long start, long now) {
    notAfter(now);
    long afterStart = start == 0 ? Long.MAX_VALUE : start + AFTER_START;
    long due = last < afterStart ? Math.min(last + EVERY, afterStart) : Long.MAX_VALUE;
    if (lastUnsettled > 0) {
      due = Math.min(due, lastUnsettled + SETTLED_AFTER);
      due = Math.min(due, firstUnsettled + SETTLED_AT_MOST_AFTER);
    }
    return wanted == 0 ? due : Math.min(due, wanted);
  }

  /** True if another read is due because some answers may have been late. */
  boolean isUnsettled() {
    return lastUnsettled > 0;
  }

  /** An answer is new or has changed. */
  void moved(long now) {
    unsettle(now);
  }

  /** True if the counts give no reason to read more. */
  boolean agrees(ResponseCounts difference) {
    return difference.equals(accepted);
  }

  /**
   * Answers were read. The API may count other things than answers, so a difference that several
   * full reads could not explain is no reason to read at once. They go on, less and less often: a
   * row that was missing each time may be there the next time.
   *
   * @param all whether to the last, else to known ones
   * @param difference the API's counts less those of the known answers
   */
  void read(boolean all, ResponseCounts difference, long now) {
    if (all) {
      if (last == 0) {
        unsettle(now);
      }
      last = now;
      wanted = 0;
      settle(now);
    }
    if (difference.equals(ResponseCounts.NONE)) {
      accepted = difference;
      mismatches = 0;
    } else if (all) {
      repeat(difference, now);
    } else if (!agrees(difference)) {
      wanted = wanted == 0 ? now : wanted;
    }
  }

  private void repeat(ResponseCounts difference, long now) {
    if (mismatches >= MOST_MISMATCHES && !agrees(difference)) {
      mismatches = 0;
    }
    wanted = mismatches > MOST_REPEATS ? 0 : now + (MINUTE << mismatches);
    mismatches++;
    if (mismatches >= MOST_MISMATCHES) {
      accepted = difference;
    }
  }

  /** If the server's clock went back, nothing waits until it has caught up. */
  private void notAfter(long now) {
    last = Math.min(last, now);
    firstUnsettled = Math.min(firstUnsettled, now);
    lastUnsettled = Math.min(lastUnsettled, now);
    wanted = wanted > now + EVERY ? now : wanted;
  }

  private void unsettle(long now) {
    lastUnsettled = now;
    firstUnsettled = firstUnsettled == 0 ? now : firstUnsettled;
  }

  private void settle(long now) {
    if (now >= lastUnsettled + SETTLED_AFTER) {
      firstUnsettled = 0;
      lastUnsettled = 0;
    } else if (now >= firstUnsettled + SETTLED_AT_MOST_AFTER) {
      firstUnsettled = now;
    }
  }
}
