package dev.meetuppulse.core.rsvp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The topics of a record, each name once, in the order they came. Used again for each record. */
final class TopicList {
  /** Up to this size, a linear search is faster than a set. */
  private static final int FEW = 32;

  private List<Key> keys = new ArrayList<>();

  /** Names, not keys: those with the same hash code are told apart by their order. */
  private Set<String> seen;

  void clear() {
    if (seen != null) {
      seen = null;
      keys = new ArrayList<>();
    }
    keys.clear();
  }

  void add(Key key) {
    if (keys.size() == FEW && seen == null) {
      seen = new HashSet<>();
      keys.forEach(known -> seen.add(known.name()));
    }
    if (seen != null ? seen.add(key.name()) : isNew(key)) {
      keys.add(key);
    }
  }

  /** A view that changes with the next record. */
  List<Key> keys() {
    return keys;
  }

  private boolean isNew(Key key) {
    for (int i = 0; i < keys.size(); i++) {
      Key other = keys.get(i);
      if (other == key || other.equals(key)) {
        return false;
      }
    }
    return true;
  }
}
