package dev.meetuppulse.meetup;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Events that searches without facts show and that are not watched: those to ask for by id. Where
 * that failed, they are asked for rarely. For one thread.
 */
final class Strangers {
  private static final int MOST = 100_000;

  /** A group may be missing in one answer and present in the next. */
  private static final int ASKED_AT_ONCE = 2;

  /** An event that was asked for that often is asked for again after this long. */
  private static final long ASKED_AGAIN_MILLIS = Duration.ofMinutes(5).toMillis();

  private record Failures(int times, long last) {}

  private final Map<String, String> ids = new LinkedHashMap<>();
  private final Map<String, Failures> failures = new HashMap<>();

  /** A search showed an event without its facts. */
  void met(String token, String id, long now) {
    Failures before = failures.get(token);
    boolean isDue =
        before == null
            || before.times < ASKED_AT_ONCE
            || Math.abs(now - before.last) >= ASKED_AGAIN_MILLIS;
    if (isDue && ids.size() < MOST) {
      ids.put(token, id);
    }
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
    Iterator<Map.Entry<String, String>> rest = ids.entrySet().iterator();
    while (taken.size() < most && rest.hasNext()) {
      Map.Entry<String, String> next = rest.next();
      taken.put(next.getKey(), next.getValue());
      rest.remove();
    }
    return taken;
  }
}
