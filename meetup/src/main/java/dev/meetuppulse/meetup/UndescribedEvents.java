package dev.meetuppulse.meetup;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Events found by a search without their details; fetched by id next, several at once. Where that
 * is not answered each is fetched alone. One whose fetch fails is retried less and less often. For
 * one thread.
 */
final class UndescribedEvents {
  private static final int MAX_EVENTS = 100_000;

  /** A group may be missing in one answer and present in the next. */
  private static final int ASKED_AT_ONCE = 2;

  /** Before what is hardly due, after reads of events that moved. */
  private static final double MIN_URGENCY = 1.5;

  private record Failures(int times, long last) {
    boolean isDue(long now) {
      return times < ASKED_AT_ONCE
          || Math.abs(now - last) >= GrowingRest.millis(times - ASKED_AT_ONCE);
    }
  }

  /**
   * @param since when a search first showed it
   */
  private record UndescribedEvent(String id, long since) {}

  private static final Failures NONE = new Failures(0, 0);

  private final Map<String, UndescribedEvent> waiting = new LinkedHashMap<>();
  private final Map<String, Failures> failures = new HashMap<>();

  /** Those that are fetched alone, since the last query for them was not answered. */
  private final Set<String> suspects = new HashSet<>();

  /** Adds an event that a search showed without its facts. */
  void add(String token, String id, long now) {
    Failures before = failures.get(token);
    if ((before == null || before.isDue(now)) && waiting.size() < MAX_EVENTS) {
      waiting.merge(
          token,
          new UndescribedEvent(id, now),
          (old, one) -> new UndescribedEvent(id, old.since()));
    }
  }

  /** How urgent it is to ask for them, as a {@link Task} is; 0 if there are none. */
  double urgency(long now) {
    return waiting.values().stream()
        .findFirst()
        .map(first -> MIN_URGENCY + Math.abs(now - first.since()) / 60_000.0)
        .orElse(0.0);
  }

  /**
   * Notes that an answer did not suffice to watch an event.
   *
   * @return true if it is asked for rarely from now on
   */
  boolean failed(String token, long now) {
    return failedTo(1, token, now) == ASKED_AT_ONCE;
  }

  /**
   * Notes that a query for events was not answered: each is to be fetched alone, and one that was
   * rests.
   *
   * @param events tokens with their ids
   */
  void notAnswered(Map<String, String> events, long now) {
    events.forEach(
        (token, id) -> {
          if (suspects.size() < MAX_EVENTS && suspects.add(token)) {
            waiting.put(token, new UndescribedEvent(id, now));
          } else {
            failedTo(ASKED_AT_ONCE, token, now);
          }
        });
  }

  /** Notes that a query for events was answered. */
  void answered(Map<String, String> events) {
    suspects.removeAll(events.keySet());
  }

  /** Counts a failure more, and up to at least that many; returns how many. */
  private int failedTo(int least, String token, long now) {
    if (failures.size() >= MAX_EVENTS && !failures.containsKey(token)) {
      return 0;
    }
    int before = failures.getOrDefault(token, NONE).times;
    failures.put(token, new Failures(Math.max(before + 1, least), now));
    return failures.get(token).times;
  }

  /** The next events to ask for in one query, by token with their ids; each is taken once. */
  Map<String, String> take(int most) {
    Map<String, String> taken = new LinkedHashMap<>();
    Iterator<Map.Entry<String, UndescribedEvent>> rest = waiting.entrySet().iterator();
    boolean alone = false;
    while (taken.size() < most && !alone && rest.hasNext()) {
      Map.Entry<String, UndescribedEvent> next = rest.next();
      boolean suspect = suspects.contains(next.getKey());
      if (!suspect || taken.isEmpty()) {
        taken.put(next.getKey(), next.getValue().id());
        rest.remove();
        alone = suspect;
      }
    }
    return taken;
  }
}
