package dev.meetuppulse.meetup;

/** When the last two RSVPs to an event were given. For one thread; times in ms since the epoch. */
final class Moves {
  private long last;
  private long secondToLast;

  /**
   * @param last when the last known RSVP was given; 0 if there is none
   */
  Moves(long last) {
    this.last = last;
  }

  void add(long given) {
    if (given > last) {
      secondToLast = last;
      last = given;
    } else if (given < last) {
      secondToLast = Math.max(secondToLast, given);
    }
  }

  long last() {
    return last;
  }

  /** When the RSVP before the last was given; 0 if there is none. */
  long secondToLast() {
    return secondToLast;
  }
}
