package dev.meetuppulse.core.rsvp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Gives equal groups one shared {@link GroupKeys}, as long as it remembers them. Of fixed size: two
 * places for each hash, the older is evicted.
 */
final class GroupKeysTable {
  /** A real group has up to 21 topics; one with more than this is not remembered. */
  private static final int MAX_TOPICS = 64;

  /** Between the city's name and its state or country. */
  static final String CITY_SEPARATOR = ", ";

  private final Entry[] slots;
  private final int mask;
  private final TextBudget text = new TextBudget();

  /** A table for the keys of {@code size} groups, a power of two. */
  GroupKeysTable(int size) {
    slots = new Entry[size];
    mask = size - 1;
  }

  /**
   * The keys of a group. Texts must be trimmed, and topics, which are copied, distinct; state and
   * group may be null.
   */
  GroupKeys get(String country, String city, String state, Key group, List<Key> topics) {
    int hash = hash(country, city, state, group, topics);
    int slot = (hash ^ hash >>> 16) & mask;
    Entry newest = slots[slot];
    if (newest != null && newest.matches(hash, country, city, state, group, topics)) {
      return newest.groupKeys;
    }
    Entry older = slots[slot ^ 1];
    if (older != null && older.matches(hash, country, city, state, group, topics)) {
      return older.groupKeys;
    }
    GroupKeys groupKeys = make(country, city, state, group, topics);
    if (topics.size() <= MAX_TOPICS
        && country.length() <= TextTable.LONGEST
        && groupKeys.city().name().length() <= TextTable.LONGEST
        && TextBudget.fits(groupKeys)) {
      if (text.isFull(groupKeys)) {
        Arrays.fill(slots, null);
        newest = null;
      }
      slots[slot ^ 1] = newest;
      slots[slot] = new Entry(hash, country, city, state, groupKeys);
    }
    return groupKeys;
  }

  private static GroupKeys make(
      String country, String city, String state, Key group, List<Key> topics) {
    Key stateKey = state == null ? null : Key.of(state.toUpperCase(Locale.ROOT));
    String region = stateKey == null ? country.toUpperCase(Locale.ROOT) : stateKey.name();
    Key cityKey = Key.of(city + CITY_SEPARATOR + region);
    return new GroupKeys(country.toLowerCase(Locale.ROOT), cityKey, stateKey, group, topics);
  }

  private static int hash(String country, String city, String state, Key group, List<Key> topics) {
    int hash = 31 * country.hashCode() + city.hashCode();
    hash = 31 * hash + (state == null ? 0 : state.hashCode());
    hash = 31 * hash + (group == null ? 0 : group.hashCode());
    for (int i = 0; i < topics.size(); i++) {
      hash = 31 * hash + topics.get(i).hashCode();
    }
    return hash;
  }

  /**
   * Country, city and state as sent, for they need not be rewritten to be compared. They are
   * compared one by one: a type for all six would be created for each record.
   */
  private record Entry(int hash, String country, String city, String state, GroupKeys groupKeys) {

    boolean matches(
        int hash, String country, String city, String state, Key group, List<Key> topics) {
      return this.hash == hash
          && this.country.equals(country)
          && this.city.equals(city)
          && (state == null ? this.state == null : state.equals(this.state))
          && groupKeys.group() == group
          && same(groupKeys.topics(), topics);
    }

    /** By identity: keys come from a table too, and a key with another label is another. */
    private static boolean same(List<Key> some, List<Key> others) {
      if (some.size() != others.size()) {
        return false;
      }
      for (int i = 0; i < some.size(); i++) {
        if (some.get(i) != others.get(i)) {
          return false;
        }
      }
      return true;
    }
  }
}
