package dev.meetuppulse.core.rsvp;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The keys of a group, on which each of its RSVPs counts. All RSVPs of a group share one, so the
 * pipeline counts groups and expands them to keys only where a board needs it.
 */
public final class GroupKeys {
  /** Bytes of a key and its texts apart from their characters. */
  private static final int KEY_SIZE = 120;

  private final String country;
  private final Key city;
  private final Key state;
  private final Key group;
  private final Key[] topics;
  private final int hash;

  /**
   * @param country in lower case, such as {@code us}
   * @param city {@code City, ST}, or {@code City, CC} without a state
   * @param state the state in upper case, or null
   * @param group the group, or null
   * @param topics distinct topics, in the order the record gave them
   */
  public GroupKeys(String country, Key city, Key state, Key group, List<Key> topics) {
    this.country = Objects.requireNonNull(country, "country");
    this.city = Objects.requireNonNull(city, "city");
    this.state = state;
    this.group = group;
    this.topics = topics.toArray(Key[]::new);
    int h = city.hashCode();
    h = 31 * h + Objects.hashCode(state);
    h = 31 * h + Objects.hashCode(group);
    this.hash = 31 * h + Arrays.hashCode(this.topics);
  }

  public String country() {
    return country;
  }

  public Key city() {
    return city;
  }

  /** The state, or null. */
  public Key state() {
    return state;
  }

  /** The group, or null. */
  public Key group() {
    return group;
  }

  public List<Key> topics() {
    return Collections.unmodifiableList(Arrays.asList(topics));
  }

  /** Its size in memory, about, bytes. */
  public int size() {
    int size = country.length() + size(city) + size(state) + size(group);
    for (Key topic : topics) {
      size += size(topic);
    }
    return size;
  }

  private static int size(Key key) {
    return key == null ? 0 : KEY_SIZE + key.name().length() + key.label().length();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof GroupKeys that
            && hash == that.hash
            && country.equals(that.country)
            && city.equals(that.city)
            && Objects.equals(state, that.state)
            && Objects.equals(group, that.group)
            && Arrays.equals(topics, that.topics);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "GroupKeys[" + city.name() + ", " + group + ", " + topics.length + " topics]";
  }
}
