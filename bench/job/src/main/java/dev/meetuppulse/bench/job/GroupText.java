package dev.meetuppulse.bench.job;

import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The keys that a group's RSVPs count on, as one text, city first, then topics, to be sent between
 * tasks. Not thread safe: it keeps the texts of groups it has seen.
 */
public final class GroupText {
  private static final char SEPARATOR = '\n';
  private static final int MAX_KNOWN = 100_000;

  private final Map<GroupKeys, String> known = new IdentityHashMap<>();

  /** The text of a group, the same instance each time. */
  public String of(GroupKeys groupKeys) {
    String text = known.get(groupKeys);
    if (text == null) {
      StringBuilder joined = new StringBuilder(groupKeys.city().name());
      for (Key topic : groupKeys.topics()) {
        joined.append(SEPARATOR).append(topic.name());
      }
      text = joined.toString();
      if (known.size() == MAX_KNOWN) {
        known.clear();
      }
      known.put(groupKeys, text);
    }
    return text;
  }

  public static String[] keys(String text) {
    return text.split("\n", -1);
  }

  /** A number of 64 bits to know it by: FNV-1a over the UTF-16 units, then a finalizer. */
  public static long hash(String text) {
    long h = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * 0x100000001b3L;
    }
    return (h ^ h >>> 32) * 0x9e3779b97f4a7c15L;
  }
}
