package dev.meetuppulse.meetup;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Events found by a search without their details; fetched by id next, several at once. Where that
 * is not answered each is fetched alone. One whose fetch fails is retried less and less often. For
 * one thread.
 */
final class UndescribedEvents {
  private static final int MAX_EVENTS = 100_000;

  /** A group may be missing in one response and present in the next. */
  private static final int ASKED_AT_ONCE = 2;

  /** Before what is hardly due, after reads of events that moved. */
  private static final double MIN_URGENCY = 1.5;

  private record Failures(int times, long last) {
    boolean isDue(long now) {
      return times < ASKED_AT_ONCE
          || Math.abs(now - last) >= Unanswered.restMillis(times - ASKED_AT_ONCE);
    }
  }

  private record UndescribedEvent(String id, long since) {}

  private static final Failures NONE = new Failures(0, 0);

  private final Map<String, UndescribedEvent> waiting = new LinkedHashMap<>();
  private final Map<String, Failures> failures = new HashMap<>();

  /** Those that are fetched alone, since the last query for them was not answered. */
  private final Map<String, Unanswered> unanswered = new HashMap<>();

  /** Adds an event that a search showed without its facts. */
  void add(String token, String id, long now) {
    boolean isDue = failures.getOrDefault(token, NONE).isDue(now) && !rests(token, now);
    if (isDue && waiting.size() < MAX_EVENTS) {
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
   * Notes that a response did not suffice to watch an event.
   *
   * @return true if it is asked for rarely from now on
   */
  boolean failed(String token, long now) {
    if (failures.size() >= MAX_EVENTS && !failures.containsKey(token)) {
      return false;
    }
    int times = failures.getOrDefault(token, NONE).times + 1;
    failures.put(token, new Failures(times, now));
    return times == ASKED_AT_ONCE;
  }

  /**
   * Notes that a query for events was not answered: each is to be fetched alone, and one that was
   * rests.
   *
   * @param events tokens with their ids
   * @param answered when any query was last answered
   */
  void notAnswered(Map<String, String> events, long now, long answered) {
    if (unanswered.size() >= MAX_EVENTS) {
      unanswered.clear();
    }
    events.forEach(
        (token, id) -> {
          unanswered.computeIfAbsent(token, key -> new Unanswered()).failed(now, answered);
          if (!rests(token, now)) {
            waiting.put(token, new UndescribedEvent(id, now));
          }
        });
  }

  /** Notes that a query for events was answered. */
  void answered(Map<String, String> events) {
    unanswered.keySet().removeAll(events.keySet());
  }

  private boolean rests(String token, long now) {
    return unanswered.containsKey(token) && unanswered.get(token).rests(now);
  }

  /** The next events to ask for in one query, by token with their ids; each is taken once. */
  Map<String, String> take(int most) {
    Map<String, String> taken = new LinkedHashMap<>();
    Iterator<Map.Entry<String, UndescribedEvent>> rest = waiting.entrySet().iterator();
    boolean alone = false;
    while (taken.size() < most && !alone && rest.hasNext()) {
      Map.Entry<String, UndescribedEvent> next = rest.next();
      boolean suspect = unanswered.containsKey(next.getKey());
      if (!suspect || taken.isEmpty()) {
        taken.put(next.getKey(), next.getValue().id());
        rest.remove();
        alone = suspect;
      }
    }
    return taken;
  }
}
