package dev.meetuppulse.meetup;

import java.util.List;

/**
 * A request to make next.
 *
 * @param events that it asks for; none for a search
 * @param urgency 1 where it is due, more where it is overdue
 */
record Task(TaskKind kind, List<WatchedEvent> events, double urgency) {

  enum TaskKind {
    /** The next page of upcoming events. */
    SEARCH(0, 1),
    /** The ids of events that lost theirs. */
    FIND(5, 1),
    /** The next page of an event's RSVPs. */
    READ(10, 1),
    /** The newest RSVPs of events. */
    LOOK(25, 1);

    private final int most;
    private final int points;

    TaskKind(int most, int points) {
      this.most = most;
      this.points = points;
    }

    /** How many events one query asks for at most. */
    int most() {
      return most;
    }

    /** The points that one event, or one page, is assumed to cost. */
    int points() {
      return points;
    }
  }
}
