package dev.meetuppulse.core.window;

import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Small numbers for keys and groups. */
public final class Dictionary {
  /** The number of a key that is absent, or of a dimension that is not counted. */
  public static final int NONE = -1;

  /**
   * Stands for every key that has no number because there are too many: what counts on it is known,
   * but not on which key. Also a group's number: all its keys are unlisted.
   */
  public static final int UNLISTED = 0;

  private static final Dimension[] DIMENSIONS = Dimension.values();

  private final Set<Dimension> counted = EnumSet.noneOf(Dimension.class);
  private final KeyStore[] keys = new KeyStore[DIMENSIONS.length];
  private final GroupStore groups;
  private final Serials serials = new Serials();

  /** A dictionary for the {@code counted} dimensions; keys of others get no number. */
  public Dictionary(Collection<Dimension> counted) {
    this.counted.addAll(counted);
    for (int d = 0; d < keys.length; d++) {
      keys[d] = new KeyStore(serials);
    }
    this.groups =
        new GroupStore(
            KeyNumbers.of(
                this::unlisted, isCounted(Dimension.TOPICS) ? new int[] {UNLISTED} : new int[0]),
            serials);
  }

  private int unlisted(Dimension dimension) {
    return isCounted(dimension) ? UNLISTED : NONE;
  }

  /** Grows with every number that is given away. */
  public long serial() {
    return serials.last();
  }

  /** True if a number still refers to the key it referred to at {@code serial}. */
  public boolean isStill(Dimension dimension, int number, long serial) {
    if (number <= UNLISTED) {
      return true;
    }
    long since = keys(dimension).serial(number);
    return since > 0 && since <= serial;
  }

  /** True if keys of the dimension have numbers. */
  public boolean isCounted(Dimension dimension) {
    return counted.contains(dimension);
  }

  public KeyStore keys(Dimension dimension) {
    return keys[dimension.ordinal()];
  }

  public GroupStore groups() {
    return groups;
  }

  /** The number of a key, new or known; {@link #NONE} for null or a dimension not counted. */
  public int number(Dimension dimension, Key key) {
    if (key == null || !isCounted(dimension)) {
      return NONE;
    }
    int known = keys(dimension).find(key);
    return known != NONE ? known : keys(dimension).add(key);
  }

  /** The number of a group's keys, new or known. */
  public int number(GroupKeys group) {
    List<Key> topics = group.topics();
    int[] topicNumbers = new int[isCounted(Dimension.TOPICS) ? topics.size() : 0];
    for (int i = 0; i < topicNumbers.length; i++) {
      topicNumbers[i] = number(Dimension.TOPICS, topics.get(i));
    }
    return number(KeyNumbers.of(dimension -> number(dimension, dimension.of(group)), topicNumbers));
  }

  /** The number of a group, new or known. */
  public int number(KeyNumbers group) {
    int known = groups.find(group);
    return known != NONE ? known : groups.add(group);
  }

  public Key key(Dimension dimension, int number) {
    return keys(dimension).key(number);
  }

  /** One more than the largest number a key of the dimension has; they begin with 1. */
  public int size(Dimension dimension) {
    return keys(dimension).size();
  }

  public KeyNumbers group(int number) {
    return groups.get(number);
  }
}
