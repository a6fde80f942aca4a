package dev.meetuppulse.simulator.meetup;

/** One RSVP as it stands: what it says, and since when. Every answer differs from all before it. */
final class ApiRsvp {
  /** The answers that follow each other: status and guests. No two are the same. */
  private static final Answer[] LATER = {
    new Answer("NO", 0),
    new Answer("YES", 2),
    new Answer("WAITLIST", 0),
    new Answer("YES", 3),
    new Answer("WAITLIST", 1),
    new Answer("YES", 4),
  };

  private static final long MARKED_AFTER = 3 * 3_600_000L;

  private final long id;
  private Answer answer;
  private long updated;
  private int next;

  /** When it can be seen, ms since the epoch; before, its row is missing. */
  private long visibleFrom;

  /** What somebody answers. */
  record Answer(String status, int guests) {
    /** Whether our records would say the same. */
    boolean isSameAs(Answer other) {
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
  record Row(long id, String status, int guests, long updated) {}

  ApiRsvp(long id, Answer answer, long updated) {
    this.id = id;
    this.answer = answer;
    this.updated = updated;
  }

  long id() {
    return id;
  }

  Answer answer() {
    return answer;
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
    if (at <= updated || answer.response().isEmpty()) {
      return false;
    }
    while (next < LATER.length && LATER[next].isSameAs(answer)) {
      next++;
    }
    if (next == LATER.length) {
      return false;
    }
    answer = LATER[next++];
    updated = at;
    return true;
  }

  /** Its row is missing until then. */
  void hideUntil(long time) {
    visibleFrom = Math.max(visibleFrom, time);
  }

  boolean isVisible(long now) {
    return now >= visibleFrom;
  }

  /** As the API shows it: some hours after the event the organizer has marked who came. */
  Row row(long now, long eventStart) {
    long marked = eventStart + MARKED_AFTER;
    if (answer.status() != null && answer.status().equals("YES") && now >= marked) {
      return new Row(id, id % 5 == 0 ? "NO_SHOW" : "ATTENDED", answer.guests(), marked);
    }
    return new Row(id, answer.status(), answer.guests(), updated);
  }
}
