package dev.meetuppulse.meetup;

import dev.meetuppulse.meetup.RsvpPage.ResponseCounts;
import dev.meetuppulse.meetup.Task.TaskKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An event whose RSVPs are followed, and how far. For one thread; times in ms since the epoch. */
final class WatchedEvent {
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);

  /** RSVPs are still followed for a while after the event has ended. */
  private static final long FOLLOWED_AFTER_END = HOUR;

  /** Where all its RSVPs were read since it ended. */
  static final long FORGOTTEN_AFTER = 6 * HOUR;

  private static final long GIVEN_UP_AFTER = 48 * HOUR;

  /** A process that has run for an hour has tried to read it. */
  private static final long TRIED_FOR = HOUR;

  /** Without a date it is taken for past when searches have not shown it for a day. */
  private static final long UNSEEN_FOR = 24 * HOUR;

  private static final long MOVING = HOUR;

  /** Around an RSVP as recent as this others may show up late. */
  private static final long RECENT = HOUR;

  private static final long NEAR = 24 * HOUR;
  private static final int MAX_ROWS = 40;
  private static final int FEW_ROWS = 5;

  private EventFacts facts;
  private String id;
  private final LostId lostId = new LostId();
  private final Map<TaskKind, Unanswered> unanswered = new EnumMap<>(TaskKind.class);
  private final FullReads fullReads;
  private long through;
  private final Moves moves;
  private ResponseCounts known = ResponseCounts.NONE;
  private long firstLook;
  private long lastLook;
  private long lastShown;
  private long readWanted;
  private Reading reading;
  private int rows = MAX_ROWS;

  /** How often it is asked. */
  enum Tier {
    /** Two RSVPs were given within the hour. */
    MOVING,
    /** One RSVP was given within the hour, or it takes place within a day, or did. */
    LIKELY,
    QUIET
  }

  /**
   * How far it was read, as is remembered across a restart.
   *
   * @param through all RSVPs up to then are known; 0 before all were read once
   * @param lastFull when all of them were last read
   * @param unsettled whether they are to be read again soon because some may have been late
   * @param lastMove when the newest of them was given
   * @param unexplained how the API's counts differ from what is known
   */
  record ReadProgress(
      long through,
      long lastFull,
      boolean unsettled,
      long lastMove,
      FullReads.Unexplained unexplained) {
    static final ReadProgress NONE = new ReadProgress(0, 0, false, 0, FullReads.Unexplained.NONE);
  }

  WatchedEvent(EventFacts facts, String id, ReadProgress progress) {
    this.facts = facts;
    this.id = id;
    this.fullReads =
        new FullReads(
            progress.lastFull(), progress.unsettled(), progress.lastMove(), progress.unexplained());
    this.through = progress.through();
    this.moves = new Moves(progress.lastMove());
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

  LostId lostId() {
    return lostId;
  }

  Unanswered unanswered(TaskKind kind) {
    return unanswered.computeIfAbsent(kind, any -> new Unanswered());
  }

  ReadProgress progress() {
    return new ReadProgress(
        through, fullReads.last(), fullReads.isUnsettled(), moves.last(), fullReads.unexplained());
  }

  boolean wasRead() {
    return through > 0;
  }

  /** All RSVPs up to then are known. */
  long through() {
    return through;
  }

  ResponseCounts known() {
    return known;
  }

  void know(ResponseCounts now) {
    known = now;
  }

  /**
   * Updates it with the result of a search. An end that was said once stays while the start is the
   * same: one response without it must not close an event under way.
   *
   * @param found what the search says
   * @return whether anything is new
   */
  boolean update(EventFacts found, String newId) {
    EventFacts newFacts = found.withEndOf(facts);
    boolean news = !facts.equals(newFacts) || !id.equals(newId);
    facts = newFacts;
    hasId(newId);
    return news;
  }

  void hasId(String found) {
    id = found;
    lostId.find();
  }

  /** True while there is more to be read than what a look shows. */
  boolean isReadDue(long now) {
    return reading != null || readWanted > 0 || fullReadDue(now) <= now;
  }

  int rows() {
    return rows;
  }

  /**
   * There was nothing at its id where its RSVPs were to be read. If that is its id, a row that the
   * API can't read may be the reason: the next page is shorter.
   */
  void failRead(long now) {
    if (lostId.isConfirmed()) {
      rows = rows > FEW_ROWS ? rows / 2 : 1;
    }
    loseId(now);
  }

  /** Its id leads to nothing, or to another event. */
  void loseId(long now) {
    lostId.lose(now);
    reading = null;
  }

  Tier tier(long now) {
    if (now - moves.secondToLast() < MOVING) {
      return Tier.MOVING;
    }
    boolean near = facts.start() > 0 && Math.abs(facts.start() - now) < NEAR;
    return near || now - moves.last() < MOVING ? Tier.LIKELY : Tier.QUIET;
  }

  /** True while RSVPs may still be given. */
  boolean isOpen(long now) {
    return facts.start() == 0 || now < facts.end() + FOLLOWED_AFTER_END;
  }

  /** True if it is past, and was read after it ended or can't be. */
  boolean isForgettable(long now, EventSearch.SearchTimes searches) {
    long end = facts.end();
    if (end == 0) {
      return searches.wholeMillis() > UNSEEN_FOR && searches.lastWhole() - UNSEEN_FOR > lastShown;
    }
    boolean givenUp = now > end + GIVEN_UP_AFTER && searches.millis() > TRIED_FOR;
    return givenUp || now > end + FORGOTTEN_AFTER && fullReads.last() > end;
  }

  /** True if it has begun, or ended, and not all its RSVPs were read since. */
  boolean isUnreadSinceDate(long now) {
    return fullReads.isUnreadSinceDate(facts.start(), facts.end(), now);
  }

  /** True if a search of this process has shown it. */
  boolean wasShown() {
    return lastShown > 0;
  }

  void shown(long now) {
    lastShown = now;
  }

  void looked(long now) {
    firstLook = firstLook == 0 ? now : firstLook;
    lastLook = now;
  }

  /** When this process first looked at it, ms since the epoch; 0 if it did not. */
  long firstLook() {
    return firstLook;
  }

  long lastLook() {
    return lastLook;
  }

  /** Requests a read of its newest RSVPs; the request stays until they are read. */
  void wantRead(long now) {
    if (readWanted == 0) {
      readWanted = now;
    }
  }

  /** When a read of its newest RSVPs was requested, ms since the epoch; 0 if none is. */
  long readWanted() {
    return readWanted;
  }

  /** When all its RSVPs are due to be read, ms since the epoch. */
  long fullReadDue(long now) {
    return fullReads.due(facts.start(), facts.end(), now);
  }

  /** True while all its RSVPs are read, page by page. */
  boolean isReadInFull() {
    return reading != null && reading.isFull();
  }

  Reading reading(long now) {
    if (reading == null) {
      reading = new Reading(!wasRead() || fullReadDue(now) <= now);
    }
    return reading;
  }

  /**
   * Notes that an RSVP is new or has changed.
   *
   * @param given when, by the API
   */
  void moved(long given, long now) {
    gave(Math.min(given, now));
    if (given > now - RECENT) {
      fullReads.unsettle(now);
    }
  }

  /** True if it has RSVPs that were given after this process first looked at it. */
  boolean hasMoved() {
    return firstLook > 0 && moves.last() > firstLook;
  }

  void gave(long given) {
    moves.add(given);
  }

  /**
   * Its RSVPs were read, down to known ones or all.
   *
   * @param newest when the newest of them was given; 0 if there are none
   * @param reported how many there are, as the API says
   */
  void readThrough(long newest, boolean all, ResponseCounts reported, long now) {
    through = Math.max(Math.max(through, newest), 1);
    reading = null;
    readWanted = 0;
    rows = all ? MAX_ROWS : rows;
    fullReads.read(all, reported.minus(known), now);
  }

  /** True if the counts give no reason to look for more. */
  boolean agrees(ResponseCounts reported) {
    return fullReads.agrees(reported.minus(known));
  }
}
