package dev.meetuppulse.meetup;

import dev.meetuppulse.meetup.RsvpPage.Counts;

/** An event whose answers are followed, and how far. Mutable; for one thread. */
final class WatchedEvent {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  /** RsvpPage are still followed for a while after the event has begun. */
  private static final long FOLLOWED_AFTER_START = HOUR;

  private static final long LAST_LOOK_AFTER_START = 20 * MINUTE;
  private static final long FORGOTTEN_AFTER = 6 * HOUR;
  private static final long GIVEN_UP_AFTER = 48 * HOUR;
  private static final long FULL_EVERY = 6 * HOUR;

  /** After answers came, all are read once more: one that showed up late has shown up by then. */
  private static final long SETTLED_AFTER = 10 * MINUTE;

  private static final long SETTLED_AT_MOST_AFTER = HOUR;
  private static final long MOVING = HOUR;
  private static final long NEAR = 24 * HOUR;
  private static final int MOST_MISMATCHES = 3;

  private EventFacts facts;
  private String id;
  private Progress progress;

  private Counts known = Counts.NONE;
  private Counts accepted = Counts.NONE;
  private int mismatches;
  private long lastLook;
  private long readWanted;
  private long fullWanted;
  private long firstUnsettled;
  private long lastUnsettled;
  private Reading reading;
  private int timesLost;
  private long lastFind;

  /** How often it is asked. */
  enum Tier {
    /** RsvpPage have come within the hour. */
    MOVING,
    /** It takes place within a day. */
    NEAR,
    QUIET
  }

  /**
   * What is remembered across a restart; times in ms since the epoch.
   *
   * @param through all answers up to then are known; 0 before all were read once
   * @param lastFull when all of them were last read
   * @param lastMove when the newest of them was given
   */
  record Progress(long through, long lastFull, long lastMove) {
    static final Progress NONE = new Progress(0, 0, 0);
  }

  WatchedEvent(EventFacts facts, String id, Progress progress) {
    this.facts = facts;
    this.id = id;
    this.progress = progress;
    if (progress.lastMove() > progress.lastFull() - SETTLED_AT_MOST_AFTER) {
      firstUnsettled = progress.lastFull();
      lastUnsettled = progress.lastFull();
    }
  }

  EventFacts facts() {
    return facts;
  }

  String token() {
    return facts.token();
  }

  String id() {
    return id;
  }

  Progress progress() {
    return progress;
  }

  /** The number of known answers has changed. */
  void count(Counts now) {
    known = now;
  }

  Counts known() {
    return known;
  }

  /**
   * What discovery says of it.
   *
   * @return whether anything is new
   */
  boolean update(EventFacts newFacts, String newId) {
    boolean news = !facts.equals(newFacts) || !id.equals(newId);
    facts = newFacts;
    id = newId;
    timesLost = 0;
    return news;
  }

  /** Its id leads to nothing, or to another event. */
  void lose(long now) {
    if (timesLost == 0) {
      lastFind = now - MINUTE;
    }
    timesLost++;
    reading = null;
  }

  /** Its id was asked for once more. */
  void found(String newId, long now) {
    lastFind = now;
    if (newId == null) {
      timesLost++;
    } else {
      id = newId;
      timesLost = 0;
    }
  }

  boolean isLost() {
    return timesLost > 0;
  }

  /** When its id is to be asked for, ms since the epoch. */
  long findDue() {
    return lastFind + Math.min(timesLost * MINUTE / 2, HOUR);
  }

  Tier tier(long now) {
    if (now - progress.lastMove() < MOVING) {
      return Tier.MOVING;
    }
    return facts.start() > 0 && facts.start() - now < NEAR ? Tier.NEAR : Tier.QUIET;
  }

  /** Whether somebody may still answer. */
  boolean isOpen(long now) {
    return facts.start() == 0 || now < facts.start() + FOLLOWED_AFTER_START;
  }

  boolean isForgettable(long now) {
    long start = facts.start();
    return start > 0
        && (now > start + GIVEN_UP_AFTER
            || now > start + FORGOTTEN_AFTER && progress.lastFull() > start);
  }

  void looked(long now) {
    lastLook = now;
  }

  long lastLook() {
    return lastLook;
  }

  /** Its newest answers are to be read; it stays so until they are. */
  void wantRead(long now) {
    if (readWanted == 0) {
      readWanted = now;
    }
  }

  /** Since when its answers are to be read, ms since the epoch; 0 if they need not be. */
  long readWanted() {
    return readWanted;
  }

  /** When all its answers are to be read, ms since the epoch. */
  long fullDue() {
    long last = facts.start() == 0 ? Long.MAX_VALUE : facts.start() + LAST_LOOK_AFTER_START;
    long regular = progress.lastFull() + FULL_EVERY;
    long due = progress.lastFull() < last ? Math.min(regular, last) : Long.MAX_VALUE;
    if (lastUnsettled > 0) {
      due = Math.min(due, lastUnsettled + SETTLED_AFTER);
      due = Math.min(due, firstUnsettled + SETTLED_AT_MOST_AFTER);
    }
    return fullWanted == 0 ? due : Math.min(due, fullWanted);
  }

  /** The read that is under way, or a new one. */
  Reading reading(long now) {
    if (reading == null) {
      reading = new Reading(progress.through() == 0 || fullDue() <= now);
    }
    return reading;
  }

  /** The read under way begins again. */
  void readAgain() {
    reading = null;
  }

  /**
   * An answer is new or another.
   *
   * @param time when it was given, ms since the epoch
   */
  void moved(long time, long now) {
    lastUnsettled = now;
    firstUnsettled = firstUnsettled == 0 ? now : firstUnsettled;
    progress =
        new Progress(progress.through(), progress.lastFull(), Math.max(progress.lastMove(), time));
  }

  /**
   * All answers down to known ones are known, or all there are.
   *
   * @param newest of them, ms since the epoch; 0 if there are none
   * @param full whether all were read
   * @param reported how many there are, as the API says
   */
  void readThrough(long newest, boolean full, Counts reported, long now) {
    long through = Math.max(Math.max(progress.through(), newest), 1);
    progress = new Progress(through, full ? now : progress.lastFull(), progress.lastMove());
    reading = null;
    readWanted = 0;
    if (full) {
      fullWanted = 0;
      settle(now);
    }
    compare(reported.minus(known), full, now);
  }

  private void settle(long now) {
    boolean settled = now >= lastUnsettled + SETTLED_AFTER;
    lastUnsettled = settled ? 0 : lastUnsettled;
    firstUnsettled =
        settled ? 0 : now >= firstUnsettled + SETTLED_AT_MOST_AFTER ? now : firstUnsettled;
  }

  /** True if the counts give no reason to look for more. */
  boolean agrees(Counts reported) {
    return reported.minus(known).equals(accepted);
  }

  /**
   * The API may count other things than answers, so a difference is taken as it is once several
   * full reads could not explain it.
   */
  private void compare(Counts difference, boolean full, long now) {
    if (difference.equals(accepted)) {
      mismatches = 0;
    } else if (!full) {
      fullWanted = fullWanted == 0 ? now : fullWanted;
    } else if (++mismatches >= MOST_MISMATCHES) {
      accepted = difference;
      mismatches = 0;
    } else {
      fullWanted = now + mismatches * mismatches * MINUTE;
    }
  }
}
