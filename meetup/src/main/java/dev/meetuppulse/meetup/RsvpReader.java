package dev.meetuppulse.meetup;

/**
 * Decides which answers of a page are new or changed, and whether there is more to read. Reading
 * stops only at answers that are known; what is read twice counts once.
 */
final class RsvpReader {
  /** An answer may show up this much later than others that were given after it. */
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
        ledger.save(event);
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
      ledger.save(event);
    }
  }

  /** Looks that show nothing new are too many to save each. */
  private static boolean isWorthSaving(
      WatchedEvent.ReadProgress before, WatchedEvent.ReadProgress after) {
    return after.through() > before.through() || !after.unexplained().equals(before.unexplained());
  }

  /**
   * Whether a look shows nothing to be read. Where its rows have no time that can be, only the counts decide: such a row may always stay the first.
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
      RsvpRow answer = page.rows().get(i);
      KnownRsvp before = ledger.known(answer.id());
      if (before == null) {
        moved(event, answer, now);
        ledger.send(KnownRsvp.first(answer, event.token()));
      } else if (answer.saysTheSameAs(before.row())) {
        if (answer.updated() > before.row().updated()) {
          takeAgain(event, before, answer);
        } else if (answer.updated() == before.row().updated()) {
          ledger.seen(answer.id());
        }
      } else if (answer.updated() >= before.row().updated()) {
        moved(event, answer, now);
        ledger.send(
            ledger.isFromFile(answer.id()) ? before.changedTwice(answer) : before.changed(answer));
      }
    }
  }

  /**
   * An answer that says the same, with a newer time. An earlier process may have sent another one
   * in between and died before it could save that: then Kafka must get this one too. From the start
   * on it is the organizer who marks answers, and they are not sent.
   */
  private void takeAgain(WatchedEvent event, KnownRsvp before, RsvpRow answer) {
    long start = event.facts().start();
    boolean byMember = start == 0 || answer.updated() < start;
    if (byMember && ledger.isFromFile(answer.id())) {
      ledger.send(before.changedTwice(answer));
    } else {
      ledger.note(before.shownAgain(answer));
    }
  }

  private void moved(WatchedEvent event, RsvpRow answer, long now) {
    long given = answer.updated();
    if (given > event.firstLook()) {
      ages.seen(event.tier(given) == WatchedEvent.Tier.MOVING, now - given);
    }
    event.moved(given, now);
  }
}
