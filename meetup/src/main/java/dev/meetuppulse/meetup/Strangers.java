package dev.meetuppulse.meetup;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Events that searches without facts show and that are not watched: those to ask for by id, until
 * that has failed. For one thread.
 */
final class Strangers {
  private static final int MOST = 100_000;

  /** In one answer alone a group may be missing that is there in the next. */
  private static final int ASKED_AT_MOST = 2;

  private final Map<String, String> ids = new LinkedHashMap<>();
  private final Map<String, Integer> timesAsked = new HashMap<>();

  /** A search showed an event without its facts. */
  void met(String token, String id) {
    if (timesAsked.getOrDefault(token, 0) < ASKED_AT_MOST && ids.size() < MOST) {
      ids.put(token, id);
    }
  }

  /**
   * What is said of an event does not suffice to watch it.
   *
   * @return true if it is given up now, until its facts come by themselves
   */
  boolean failed(String token) {
    return timesAsked.size() < MOST && timesAsked.merge(token, 1, Integer::sum) == ASKED_AT_MOST;
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
