package dev.meetuppulse.simulator.meetup;

/**
 * The current state of one RSVP: the answer, and since when. Every answer differs from all before
 * it.
 */
final class ApiRsvp {
  /** The replies that follow each other: status and guests. No two are the same. */
  private static final RsvpReply[] LATER = {
    new RsvpReply("NO", 0),
    new RsvpReply("YES", 2),
    new RsvpReply("WAITLIST", 0),
    new RsvpReply("YES", 3),
    new RsvpReply("WAITLIST", 1),
    new RsvpReply("YES", 4),
  };

  private static final long MARKED_AFTER = 3 * 3_600_000L;

  private final long id;
  private final RsvpReply first;
  private RsvpReply reply;
  private long updated;
  private int next;

  /** When it can be seen, ms since the epoch; before, its row is missing. */
  private long visibleFrom;

  record RsvpReply(String status, int guests) {
    /** Whether our records would say the same. */
    boolean isSameAs(RsvpReply other) {
      return response().equals(other.response()) && guests == other.guests;
    }

    /** {@code yes}, {@code no}, {@code waitlist}, or empty where it is no answer. */
    String response() {
      return switch (status == null ? "" : status) {
        case "YES", "YES_PENDING_PAYMENT" -> "yes";
        case "NO", "EXCUSED_ABSENCE" -> "no";
        case "WAITLIST" -> "waitlist";
        default -> "";
      };
    }
  }

  /**
   * A row of an answer to a query.
   *
   * @param status null where the API does not say
   */
  record RsvpState(long id, String status, int guests, long updated) {}

  ApiRsvp(long id, RsvpReply reply, long updated) {
    this.id = id;
    this.first = reply;
    this.reply = reply;
    this.updated = updated;
  }

  long id() {
    return id;
  }

  RsvpReply reply() {
    return reply;
  }

  /** When it last changed, ms since the epoch, a whole second. */
  long updated() {
    return updated;
  }

  /**
   * Gives the next answer.
   *
   * @return false if there is none left, or it changed within the same second
   */
  boolean change(long at) {
    if (at <= updated || reply.response().isEmpty()) {
      return false;
    }
    while (next < LATER.length && LATER[next].isSameAs(first)) {
      next++;
    }
    if (next == LATER.length) {
      return false;
    }
    reply = LATER[next++];
    updated = at;
    return true;
  }

  void hideUntil(long time) {
    visibleFrom = Math.max(visibleFrom, time);
  }

  boolean isVisible(long now) {
    return now >= visibleFrom;
  }

  /** When the organizer of an event marks who came, ms since the epoch. */
  static long markedAt(long eventStart) {
    return eventStart + MARKED_AFTER;
  }

  /** As the API shows it: some hours after the event the organizer has marked who came. */
  RsvpState row(long now, long eventStart) {
    long marked = markedAt(eventStart);
    if (reply.status() != null && reply.status().equals("YES") && now >= marked) {
      return new RsvpState(id, id % 5 == 0 ? "NO_SHOW" : "ATTENDED", reply.guests(), marked);
    }
    return new RsvpState(id, reply.status(), reply.guests(), updated);
  }
}
