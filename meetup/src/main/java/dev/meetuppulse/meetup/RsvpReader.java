package dev.meetuppulse.meetup;

/**
 * Decides which RSVPs of a page are new or changed, and whether there is more to read. Reading
 * stops only at known RSVPs; one that is read twice counts once.
 */
final class RsvpReader {
  /** An RSVP may show up this much later than others that were given after it. */
  private static final long LATE_MILLIS = 120_000;

  private final RsvpLedger ledger;
  private final RsvpAges ages;

  RsvpReader(RsvpLedger ledger, RsvpAges ages) {
    this.ledger = ledger;
    this.ages = ages;
  }

  void look(WatchedEvent event, RsvpPage newest, long now) {
    event.looked(now);
    take(event, newest, now);
    boolean all = !newest.more();
    if (all || !event.isReadInFull() && event.wasRead() && isEnoughAtALook(event, newest, now)) {
      WatchedEvent.ReadProgress before = event.progress();
      event.readThrough(newest.newest(now), all, newest.counts(), now);
      if (isWorthSaving(before, event.progress())) {
        ledger.enqueueProgress(event);
      }
    } else if (!event.isReadInFull()) {
      event.wantRead(now);
    }
  }

  void read(WatchedEvent event, RsvpPage page, long now) {
    Reading reading = event.reading(now);
    event.looked(now);
    take(event, page, now);
    reading.read(page, now);
    boolean last = !page.more() && reading.after() != null || page.cursors().isEmpty();
    boolean enough = !reading.isFull() && reading.after() != null && isEnough(event, page);
    if (last || enough || reading.isTooLong()) {
      // A full read that is too long would be due again at once.
      boolean all = last || reading.isFull() && reading.isTooLong();
      event.readThrough(reading.newest(), all, page.counts(), now);
      ledger.enqueueProgress(event);
    }
  }

  /** Looks that show nothing new are too many to save each. */
  private static boolean isWorthSaving(
      WatchedEvent.ReadProgress before, WatchedEvent.ReadProgress after) {
    return after.through() > before.through() || !after.unexplained().equals(before.unexplained());
  }

  /**
   * Whether a look shows nothing to be read. Where its rows have no plausible time, only the counts
   * decide: such a row may always stay the first.
   */
  private boolean isEnoughAtALook(WatchedEvent event, RsvpPage page, long now) {
    return page.newest(now) == 0 ? event.agrees(page.counts()) : isEnough(event, page);
  }

  /** Whether what comes after these is known. */
  private boolean isEnough(WatchedEvent event, RsvpPage page) {
    long oldest = page.oldest();
    long through = event.through();
    return oldest > 0
        && (oldest <= through - LATE_MILLIS || oldest <= through && event.agrees(page.counts()));
  }

  /** The oldest first, as they were given. */
  private void take(WatchedEvent event, RsvpPage page, long now) {
    for (int i = page.rows().size() - 1; i >= 0; i--) {
      RsvpRow rsvp = page.rows().get(i);
      KnownRsvp before = ledger.known(rsvp.id());
      if (before == null) {
        moved(event, rsvp, now);
        ledger.enqueue(KnownRsvp.first(rsvp, event.token()));
      } else if (rsvp.saysTheSameAs(before.row())) {
        if (rsvp.updated() > before.row().updated()) {
          takeAgain(event, before, rsvp);
        } else if (rsvp.updated() == before.row().updated()) {
          ledger.confirm(rsvp.id());
        }
      } else if (rsvp.updated() >= before.row().updated()) {
        moved(event, rsvp, now);
        ledger.enqueue(
            ledger.isFromFile(rsvp.id()) ? before.changedTwice(rsvp) : before.changed(rsvp));
      }
    }
  }

  /**
   * Handles an unchanged RSVP with a newer time. An earlier process may have sent a change in
   * between and died before it could save that: then Kafka must get this one too. After the start
   * of the event the organizer marks RSVPs, and these marks are not sent.
   */
  private void takeAgain(WatchedEvent event, KnownRsvp before, RsvpRow rsvp) {
    long start = event.facts().start();
    boolean byMember = start == 0 || rsvp.updated() < start;
    if (byMember && ledger.isFromFile(rsvp.id())) {
      ledger.enqueue(before.changedTwice(rsvp));
    } else {
      ledger.update(before.shownAgain(rsvp));
    }
  }

  private void moved(WatchedEvent event, RsvpRow rsvp, long now) {
    long given = rsvp.updated();
    if (given > event.firstLook()) {
      ages.seen(event.tier(given) == WatchedEvent.Tier.MOVING, now - given);
    }
    event.moved(given, now);
  }
}
