package dev.meetuppulse.meetup;

import dev.meetuppulse.meetup.RsvpPage.ResponseCounts;
import java.util.concurrent.TimeUnit;

/**
 * Decides when all RSVPs of an event are read again, not only the new ones: every few hours, some
 * time after the first read and after RSVPs came (late ones have shown up by then), after the event
 * has begun and after it has ended, and when the API's counts disagree with the known RSVPs: again
 * after a minute, and then after twice as long each time. For one thread; times in ms since the
 * epoch.
 */
final class FullReads {
  private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);
  private static final long EVERY = TimeUnit.HOURS.toMillis(6);
  private static final long AFTER_DATE = 20 * MINUTE;
  private static final long SETTLED_AFTER = 10 * MINUTE;
  private static final long SETTLED_AT_MOST_AFTER = 60 * MINUTE;
  private static final int MAX_MISMATCHES = 3;

  /** After so many the next read would be later than that of every few hours. */
  private static final int MAX_REPEATS = 8;

  private long last;
  private long firstUnsettled;
  private long lastUnsettled;
  private ResponseCounts accepted;
  private int mismatches;
  private long wanted;

  /**
   * A difference between the API's counts and those of the known RSVPs.
   *
   * @param accepted the difference that is no reason to read at once
   * @param mismatches how many reads of all RSVPs, one after the other, found a difference
   */
  record Unexplained(ResponseCounts accepted, int mismatches) {
    static final Unexplained NONE = new Unexplained(ResponseCounts.NONE, 0);
  }

  /**
   * @param last when all RSVPs were last read; 0 for never
   * @param unsettled whether another read was due because some may have been late
   * @param lastMove when the newest known RSVP was given; 0 if there is none
   * @param unexplained by reads of an earlier process
   */
  FullReads(long last, boolean unsettled, long lastMove, Unexplained unexplained) {
    this.accepted = unexplained.accepted();
    this.mismatches = unexplained.mismatches();
    this.last = last;
    this.wanted = mismatches > 0 && mismatches <= MAX_REPEATS ? last + repeatAfter(mismatches) : 0;
    if (last > 0 && (unsettled || lastMove > last - SETTLED_AT_MOST_AFTER)) {
      firstUnsettled = last;
      lastUnsettled = last;
    }
  }

  /** When all RSVPs were last read; 0 for never. */
  long last() {
    return last;
  }

  /**
   * When all RSVPs are due to be read.
   *
   * @param start of the event; 0 if it is not known
   * @param end of the event
   */
  long due(long start, long end, long now) {
    notAfter(now);
    long due = last + EVERY;
    if (start > 0) {
      long afterDate = afterDate(start, end);
      due = afterDate == Long.MAX_VALUE ? afterDate : Math.min(due, afterDate);
    }
    if (lastUnsettled > 0) {
      due = Math.min(due, lastUnsettled + SETTLED_AFTER);
      due = Math.min(due, firstUnsettled + SETTLED_AT_MOST_AFTER);
    }
    return wanted == 0 ? due : Math.min(due, wanted);
  }

  /** True if a read that is due after an event has begun, or has ended, is not done. */
  boolean isUnreadSinceDate(long start, long end, long now) {
    return start > 0 && now >= afterDate(start, end);
  }

  /** When a read is due because the event has begun, or has ended; after both it is never. */
  private long afterDate(long start, long end) {
    if (last < start + AFTER_DATE) {
      return start + AFTER_DATE;
    }
    return last < end + AFTER_DATE ? end + AFTER_DATE : Long.MAX_VALUE;
  }

  /** True if another read is due because some RSVPs may have been late. */
  boolean isUnsettled() {
    return lastUnsettled > 0;
  }

  Unexplained unexplained() {
    return new Unexplained(accepted, mismatches);
  }

  /** Makes another read due, since some RSVPs may be late: one is new or has changed, say. */
  void unsettle(long now) {
    lastUnsettled = now;
    firstUnsettled = firstUnsettled == 0 ? now : firstUnsettled;
  }

  /** True if the counts give no reason to read more. */
  boolean agrees(ResponseCounts difference) {
    return difference.equals(accepted);
  }

  /**
   * Notes that RSVPs were read. The API may count more than RSVPs, so a difference that several
   * full reads could not explain is no reason to read at once. They go on, less and less often: a
   * row that was missing each time may be there the next time.
   *
   * @param all whether to the last, else to known ones
   * @param difference the API's counts less those of the known RSVPs
   */
  void read(boolean all, ResponseCounts difference, long now) {
    long due = wanted;
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
      repeat(difference, due, now);
    } else if (!agrees(difference)) {
      // The repeat for an accepted difference may be hours ahead: it must not hold up another.
      boolean another = wanted == 0 || mismatches >= MAX_MISMATCHES;
      wanted = another ? now : Math.min(wanted, now + MINUTE);
    }
  }

  /**
   * A difference that persists counts once each time that a read was due for it. Where a look shows
   * all RSVPs there is a read every half a minute, which must not use the repeats up.
   */
  private void repeat(ResponseCounts difference, long due, long now) {
    boolean another = mismatches >= MAX_MISMATCHES && !agrees(difference);
    if (!another && mismatches > 0 && now < due) {
      wanted = due;
      return;
    }
    mismatches = another ? 0 : mismatches;
    wanted = mismatches > MAX_REPEATS ? 0 : now + repeatAfter(mismatches + 1);
    mismatches = Math.min(mismatches, MAX_REPEATS) + 1;
    if (mismatches >= MAX_MISMATCHES) {
      accepted = difference;
    }
  }

  /**
   * How long after a read that found a difference all RSVPs are read again, ms.
   *
   * @param mismatches how many reads have found it; at least 1
   */
  private static long repeatAfter(int mismatches) {
    return MINUTE << (mismatches - 1);
  }

  /** If the server's clock went back, nothing waits until it has caught up. */
  private void notAfter(long now) {
    last = Math.min(last, now);
    firstUnsettled = Math.min(firstUnsettled, now);
    lastUnsettled = Math.min(lastUnsettled, now);
    wanted = wanted > now + EVERY ? now : wanted;
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
