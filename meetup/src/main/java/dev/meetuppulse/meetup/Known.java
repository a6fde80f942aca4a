package dev.meetuppulse.meetup;

/**
 * An answer that Kafka has.
 *
 * @param answer as the API last showed it
 * @param mtime of its last record, ms since the epoch
 * @param token of its event
 */
record Known(RsvpRow answer, long mtime, String token) {

  /** A first answer. */
  static Known first(RsvpRow answer, String token) {
    return new Known(answer, answer.updated(), token);
  }

  /** The same answer, shown with a newer time. */
  Known shownAgain(RsvpRow again) {
    return new Known(again, mtime, token);
  }

  /**
   * A changed answer. Its record's time is after that of the record before, by enough not to look
   * like its echo: otherwise the count would take it for stale.
   */
  Known changed(RsvpRow other) {
    long time = Math.max(other.updated(), mtime + 1);
    if (time % 1_000 == 0 && time - mtime <= 500) {
      time++;
    }
    return new Known(other, time, token);
  }

  /**
   * An answer before which another one may have been sent that is not known. Its record's time is
   * after that of such a record, even if both answers were given in the same second.
   */
  Known changedTwice(RsvpRow other) {
    return changed(other).changed(other);
  }
}
