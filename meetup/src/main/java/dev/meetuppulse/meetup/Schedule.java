package dev.meetuppulse.meetup;

import dev.meetuppulse.meetup.Task.TaskKind;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * Decides what is most urgent. Urgency is the time since something was last done, in units of how
 * often it should be: it grows for everything that waits; and searches that are late leave a turn
 * to the rest, so nothing waits forever. For one thread.
 */
final class Schedule {
  private static final double MINUTE = 60_000;
  private static final double FIRST_SWEEP = 10;

  /** A search whose pages come half a search late is as urgent as an event that moved. */
  private static final double SWEEP_WEIGHT = 2;

  private static final double ALMOST_DUE = 0.9;

  /**
   * First and full reads add at most this to their urgency: searches that are late see all events.
   */
  private static final double MOST_OF_BACKLOG = 0.25;

  /**
   * Where answers are so slow that searches are always late, the rest has its turn all the same.
   */
  private static final int MOST_PAGES_IN_A_ROW = 8;

  private final int mostPoints;
  private int pagesInARow;

  /**
   * @param mostPoints of one query
   */
  Schedule(int mostPoints) {
    this.mostPoints = mostPoints;
  }

  /** An event with what it needs. */
  private record Need(WatchedEvent event, TaskKind kind, double urgency) {}

  /** The most urgent task; empty if nothing is due. */
  Optional<Task> next(Collection<WatchedEvent> events, Sweep sweep, Pace pace, long now) {
    Map<TaskKind, PriorityQueue<Need>> needs = new EnumMap<>(TaskKind.class);
    for (WatchedEvent event : events) {
      Need need = need(event, sweep, pace, now);
      if (need.urgency() >= ALMOST_DUE) {
        needs
            .computeIfAbsent(
                need.kind(),
                kind -> new PriorityQueue<>(Comparator.comparingDouble(n -> -n.urgency())))
            .add(need);
      }
    }
    Task search = new Task(TaskKind.SWEEP, List.of(), urgency(sweep, pace, now));
    Task best = new Task(TaskKind.LOOK, List.of(), 0);
    for (Map.Entry<TaskKind, PriorityQueue<Need>> entry : needs.entrySet()) {
      double urgency = entry.getValue().peek().urgency();
      if (urgency > best.urgency()) {
        best = new Task(entry.getKey(), first(entry.getKey(), entry.getValue()), urgency);
      }
    }
    boolean itsTurn = pagesInARow >= MOST_PAGES_IN_A_ROW && best.urgency() >= 1;
    if (search.urgency() >= best.urgency() && !itsTurn) {
      best = search;
    }
    if (best.urgency() < 1) {
      return Optional.empty();
    }
    pagesInARow = best == search ? pagesInARow + 1 : 0;
    return Optional.of(best);
  }

  /** The most urgent; a suspect is asked for alone. */
  private List<WatchedEvent> first(TaskKind kind, PriorityQueue<Need> needs) {
    if (needs.peek().event().unanswered().isSuspect()) {
      return List.of(needs.peek().event());
    }
    int most = Math.max(1, Math.min(kind.most(), mostPoints / kind.points()));
    return Stream.generate(needs::poll)
        .limit(needs.size())
        .map(Need::event)
        .filter(event -> !event.unanswered().isSuspect())
        .limit(most)
        .toList();
  }

  /** If the server's clock went back, nothing waits until it has caught up. */
  private static double since(long then, long now) {
    return then > now ? Double.MAX_VALUE : now - then;
  }

  private static double urgency(Sweep sweep, Pace pace, long now) {
    if (sweep.rests(now)) {
      return 0;
    }
    if (sweep.isFirst()) {
      return FIRST_SWEEP;
    }
    long due = sweep.due(pace);
    if (sweep.began() > now) {
      return Double.MAX_VALUE;
    }
    return now < due ? 0 : 1 + SWEEP_WEIGHT * (now - due) / pace.search();
  }

  /**
   * How urgent a direct look is: not at all where a search looks in time, or is late because
   * everything is.
   */
  private static double look(WatchedEvent event, Sweep sweep, Pace pace, long now) {
    long interval = pace.interval(event.tier(now));
    long last = event.lastLook();
    boolean direct = interval < pace.search() || last > now || sweep.hasMissed(last, now);
    return direct ? since(last, now) / interval : 0;
  }

  private static Need need(WatchedEvent event, Sweep sweep, Pace pace, long now) {
    if (event.unanswered().rests(now) || event.lostId().rests(now)) {
      return new Need(event, TaskKind.LOOK, 0);
    }
    if (event.lostId().isLost()) {
      double overdue = (now - event.lostId().due(now)) / MINUTE;
      return new Need(event, TaskKind.FIND, overdue < 0 ? 0 : 1 + Math.min(2, overdue));
    }
    if (event.readWanted() > 0) {
      double waited = since(event.readWanted(), now);
      boolean first = !event.wasRead() && !event.hasMoved();
      return new Need(
          event,
          TaskKind.READ,
          first ? backlog(waited / (60 * MINUTE)) : 2 + waited / (5 * MINUTE));
    }
    double overdue = (now - event.fullReadDue(now)) / (30 * MINUTE);
    double look = event.isOpen(now) ? look(event, sweep, pace, now) : 0;
    return overdue >= 0 && backlog(overdue) > look
        ? new Need(event, TaskKind.READ, backlog(overdue))
        : new Need(event, TaskKind.LOOK, look);
  }

  private static double backlog(double waited) {
    return 1 + Math.min(MOST_OF_BACKLOG, waited);
  }
}
