package dev.meetuppulse.meetup;

import java.util.List;

/**
 * Decides which answers of a page are new or changed, and whether there is more to read. Reading
 * stops only at answers that are known; what is read twice is taken once.
 */
final class AnswerReader {
  /** RsvpPage may show up this much later than others that were given after them. */
  private static final long LATE_MILLIS = 120_000;

  private final Ledger ledger;
  private final Freshness freshness;

  AnswerReader(Ledger ledger, Freshness freshness) {
    this.ledger = ledger;
    this.freshness = freshness;
  }

  /** Takes in the newest answers of an event. */
  void look(WatchedEvent event, RsvpPage newest, long now) {
    event.looked(now);
    take(event, newest, now);
    boolean all = !newest.more();
    if (all || event.wasRead() && isEnough(event, newest)) {
      event.readThrough(newest(newest.rows()), all, newest.counts(), now);
      ledger.save(event);
    } else {
      event.wantRead(now);
    }
  }

  /** Takes in the next page of the read that is under way. */
  void read(WatchedEvent event, RsvpPage page, long now) {
    Reading reading = event.reading(now);
    event.looked(now);
    take(event, page, now);
    reading.read(page);
    boolean last = !page.more() && reading.after() != null || page.cursors().isEmpty();
    boolean enough = !reading.isFull() && reading.after() != null && isEnough(event, page);
    if (last || enough || reading.isTooLong()) {
      event.readThrough(reading.newest(), last, page.counts(), now);
      ledger.save(event);
    }
  }

  /** Whether what comes after these is known. */
  private boolean isEnough(WatchedEvent event, RsvpPage page) {
    if (page.rows().isEmpty()) {
      return false;
    }
    RsvpRow oldest = page.rows().get(page.rows().size() - 1);
    long through = event.through();
    return oldest.updated() <= through - LATE_MILLIS
        || oldest.updated() <= through && event.agrees(page.counts());
  }

  private void take(WatchedEvent event, RsvpPage page, long now) {
    for (RsvpRow answer : page.rows()) {
      Known before = ledger.known(answer.id());
      if (before == null) {
        moved(event, answer, now);
        ledger.send(Known.first(answer, event.token()));
      } else if (answer.saysTheSameAs(before.answer())) {
        if (answer.updated() > before.answer().updated()) {
          ledger.note(before.shownAgain(answer));
        }
      } else if (answer.updated() >= before.answer().updated()) {
        moved(event, answer, now);
        ledger.send(before.changed(answer));
      }
    }
  }

  private void moved(WatchedEvent event, RsvpRow answer, long now) {
    if (event.wasRead()) {
      freshness.seen(event, answer, now);
    }
    event.moved(answer.updated(), now);
  }

  private static long newest(List<RsvpRow> rows) {
    return rows.stream().mapToLong(RsvpRow::updated).max().orElse(0);
  }
}
