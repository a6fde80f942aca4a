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
 * often it should be: it grows for everything that waits; and a kind of task that is always the
 * most urgent leaves a turn to the others, so nothing waits forever. For one thread.
 */
final class Schedule {
  private static final double MINUTE = 60_000;
  private static final double FIRST_SEARCH = 10;

  /** A search whose pages come half a search late is as urgent as an event that moved. */
  private static final double SEARCH_WEIGHT = 2;

  private static final double ALMOST_DUE = 0.9;

  /**
   * First and full reads add at most this to their urgency: searches that are late see all events.
   */
  private static final double MAX_BACKLOG_URGENCY = 0.25;

  private static final double BEGUN_URGENCY = 0.05;

  /**
   * Where responses are so slow that searches are always late, or so many events are missed by
   * searches that looks are, the rest has its turn all the same.
   */
  private static final int MAX_IN_A_ROW = 8;

  private final int mostPoints;
  private TaskKind last;
  private int inARow;

  Schedule(int mostPoints) {
    this.mostPoints = mostPoints;
  }

  private record Need(WatchedEvent event, TaskKind kind, double urgency) {}

  Optional<Task> next(Collection<WatchedEvent> events, EventSearch search, Pace pace, long now) {
    Map<TaskKind, PriorityQueue<Need>> needs = new EnumMap<>(TaskKind.class);
    for (WatchedEvent event : events) {
      Need need = need(event, search, pace, now);
      if (need.urgency() >= ALMOST_DUE && search.covers(event, now)) {
        needs
            .computeIfAbsent(
                need.kind(),
                kind -> new PriorityQueue<>(Comparator.comparingDouble(n -> -n.urgency())))
            .add(need);
      }
    }
    Map<TaskKind, Double> urgencies = new EnumMap<>(TaskKind.class);
    urgencies.put(TaskKind.SEARCH, urgency(search, pace, now));
    needs.forEach((kind, queue) -> urgencies.put(kind, queue.peek().urgency()));
    urgencies.values().removeIf(urgency -> urgency < 1);
    if (inARow >= MAX_IN_A_ROW && urgencies.size() > 1) {
      urgencies.remove(last);
    }
    return urgencies.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(most -> task(most.getKey(), needs.get(most.getKey()), most.getValue()));
  }

  private Task task(TaskKind kind, PriorityQueue<Need> needs, double urgency) {
    inARow = kind == last ? inARow + 1 : 1;
    last = kind;
    return new Task(kind, kind == TaskKind.SEARCH ? List.of() : first(kind, needs), urgency);
  }

  /** The most urgent; a suspect is requested separately. */
  private List<WatchedEvent> first(TaskKind kind, PriorityQueue<Need> needs) {
    if (needs.peek().event().unanswered(kind).isSuspect()) {
      return List.of(needs.peek().event());
    }
    int most = Math.max(1, Math.min(kind.most(), mostPoints / kind.points()));
    return Stream.generate(needs::poll)
        .limit(needs.size())
        .map(Need::event)
        .filter(event -> !event.unanswered(kind).isSuspect())
        .limit(most)
        .toList();
  }

  /** If the server's clock went back, nothing waits until it has caught up. */
  private static double since(long then, long now) {
    return then > now ? Double.MAX_VALUE : now - then;
  }

  private static double urgency(EventSearch search, Pace pace, long now) {
    if (search.rests(now)) {
      return 0;
    }
    if (search.isFirst()) {
      return FIRST_SEARCH;
    }
    long due = search.due(pace);
    if (search.began() > now) {
      return Double.MAX_VALUE;
    }
    return now < due ? 0 : 1 + SEARCH_WEIGHT * (now - due) / pace.search();
  }

  /**
   * How urgent a direct look is: not at all where a search looks in time, or is late because
   * everything is.
   */
  private static double look(WatchedEvent event, EventSearch search, Pace pace, long now) {
    long interval = pace.interval(event.tier(now));
    long last = event.lastLook();
    boolean direct = interval < pace.search() || last > now || search.hasMissed(last, now);
    // One that this process has not seen yet waits since its first search, not since 1970.
    long then = last == 0 ? now - search.times().millis() : last;
    return direct ? since(then, now) / interval : 0;
  }

  private static Need need(WatchedEvent event, EventSearch search, Pace pace, long now) {
    if (event.lostId().rests(now)) {
      return new Need(event, TaskKind.LOOK, 0);
    }
    if (event.lostId().isLost()) {
      double overdue = (now - event.lostId().due(now)) / MINUTE;
      boolean waits = overdue < 0 || event.unanswered(TaskKind.FIND).rests(now);
      return new Need(event, TaskKind.FIND, waits ? 0 : 1 + Math.min(2, overdue));
    }
    double read = event.unanswered(TaskKind.READ).rests(now) ? 0 : read(event, now);
    boolean looks = event.isOpen(now) && !event.unanswered(TaskKind.LOOK).rests(now);
    double look = looks ? look(event, search, pace, now) : 0;
    boolean reads = read > 0 && (event.readWanted() > 0 || read > look);
    return reads ? new Need(event, TaskKind.READ, read) : new Need(event, TaskKind.LOOK, look);
  }

  /** How urgent a read is: of what a look has shown to have moved, or of all that was not read. */
  private static double read(WatchedEvent event, long now) {
    if (event.readWanted() > 0) {
      double waited = since(event.readWanted(), now);
      boolean first = !event.wasRead() && !event.hasMoved();
      return first ? backlog(event, waited / (60 * MINUTE), now) : 2 + waited / (5 * MINUTE);
    }
    double overdue = (now - event.fullReadDue(now)) / (30 * MINUTE);
    return overdue < 0 ? 0 : backlog(event, overdue, now);
  }

  /** An event that has begun goes before those that will be there longer. */
  private static double backlog(WatchedEvent event, double waited, long now) {
    double begun = event.isUnreadSinceDate(now) ? BEGUN_URGENCY : 0;
    return 1 + Math.min(MAX_BACKLOG_URGENCY, waited) + begun;
  }
}
