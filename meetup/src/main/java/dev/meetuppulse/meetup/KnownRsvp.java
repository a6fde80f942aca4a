package dev.meetuppulse.meetup;

/**
 * An RSVP that Kafka has acknowledged, or gets with the next commit.
 *
 * @param row as the API last showed it
 * @param mtime of its last record, ms since the epoch
 * @param token of its event
 */
record KnownRsvp(RsvpRow row, long mtime, String token) {

  /** A first answer. */
  static KnownRsvp first(RsvpRow row, String token) {
    return new KnownRsvp(row, row.updated(), token);
  }

  /** The same answer, shown with a newer time. */
  KnownRsvp shownAgain(RsvpRow again) {
    return new KnownRsvp(again, mtime, token);
  }

  /**
   * A changed answer. Its record's time is after that of the record before, by enough not to look
   * like its echo: otherwise the count would take it for stale.
   */
  KnownRsvp changed(RsvpRow other) {
    long time = Math.max(other.updated(), mtime + 1);
    if (time % 1_000 == 0 && time - mtime <= 500) {
      time++;
    }
    return new KnownRsvp(other, time, token);
  }

  /**
   * An answer before which another one may have been sent that is not known. Its record's time is
   * after that of such a record, even if both answers were given in the same second.
   */
  KnownRsvp changedTwice(RsvpRow other) {
    return changed(other).changed(other);
  }
}
