package dev.meetuppulse.meetup;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Events that searches without facts show and that are not watched: those to ask for by id. Where
 * that failed, they are asked for less and less often. For one thread.
 */
final class Strangers {
  private static final int MOST = 100_000;

  /** A group may be missing in one answer and present in the next. */
  private static final int ASKED_AT_ONCE = 2;

  /** An event that was asked for that often is asked for again after this long, then twice that. */
  private static final long FIRST_WAIT = Duration.ofMinutes(5).toMillis();

  private static final long LONGEST_WAIT = Duration.ofHours(1).toMillis();
  private static final int MOST_DOUBLINGS = 4;

  /** Before what is hardly due, after reads of events that moved. */
  private static final double LEAST_URGENCY = 1.5;

  private record Failures(int times, long last) {
    boolean isDue(long now) {
      if (times < ASKED_AT_ONCE) {
        return true;
      }
      int doublings = Math.min(times - ASKED_AT_ONCE, MOST_DOUBLINGS);
      return Math.abs(now - last) >= Math.min(FIRST_WAIT << doublings, LONGEST_WAIT);
    }
  }

  /**
   * @param since when it was first met
   */
  private record Stranger(String id, long since) {}

  private final Map<String, Stranger> waiting = new LinkedHashMap<>();
  private final Map<String, Failures> failures = new HashMap<>();

  /** A search showed an event without its facts. */
  void met(String token, String id, long now) {
    Failures before = failures.get(token);
    if ((before == null || before.isDue(now)) && waiting.size() < MOST) {
      waiting.merge(token, new Stranger(id, now), (old, one) -> new Stranger(id, old.since()));
    }
  }

  /** How urgent it is to ask for them, as a {@link Task} is; 0 if there are none. */
  double urgency(long now) {
    return waiting.values().stream()
        .findFirst()
        .map(first -> LEAST_URGENCY + Math.abs(now - first.since()) / 60_000.0)
        .orElse(0.0);
  }

  /**
   * Notes that an answer did not suffice to watch an event.
   *
   * @return true if it is asked for rarely from now on
   */
  boolean failed(String token, long now) {
    if (failures.size() >= MOST && !failures.containsKey(token)) {
      return false;
    }
    Failures all =
        failures.merge(token, new Failures(1, now), (old, one) -> new Failures(old.times + 1, now));
    return all.times == ASKED_AT_ONCE;
  }

  /** The next events to ask for, by token with their ids; each is taken once. */
  Map<String, String> take(int most) {
    Map<String, String> taken = new LinkedHashMap<>();
    Iterator<Map.Entry<String, Stranger>> rest = waiting.entrySet().iterator();
    while (taken.size() < most && rest.hasNext()) {
      Map.Entry<String, Stranger> next = rest.next();
      taken.put(next.getKey(), next.getValue().id());
      rest.remove();
    }
    return taken;
  }
}
