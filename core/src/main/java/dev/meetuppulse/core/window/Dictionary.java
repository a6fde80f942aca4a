package dev.meetuppulse.core.window;

import dev.meetuppulse.core.rsvp.Facets;
import dev.meetuppulse.core.rsvp.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Small numbers for keys and facets, given in order of first use and for good: a key that was
 * counted once stands on the board of all time.
 */
public final class Dictionary {
  /** The number of a key that is absent, or of a dimension that is not counted. */
  public static final int NONE = -1;

  /** A power of two. */
  private static final int RECENT = 1 << 12;

  private final Set<Dimension> counted = EnumSet.noneOf(Dimension.class);
  private final Map<Dimension, Map<Key, Integer>> numbers = new EnumMap<>(Dimension.class);
  private final Map<Dimension, List<Key>> keys = new EnumMap<>(Dimension.class);
  private final Map<FacetKeys, Integer> facetNumbers = new HashMap<>();
  private final List<FacetKeys> facets = new ArrayList<>();

  /** Facets as the parser gave them: several may be one once what is not counted is left out. */
  private final Map<Facets, Integer> aliases = new HashMap<>();

  /**
   * The facets numbered last, by place: all RSVPs of a group share one instance as a rule, which is
   * found here without a look at what it says.
   */
  private final Facets[] recent = new Facets[RECENT];

  private final int[] recentNumbers = new int[RECENT];

  public Dictionary(Collection<Dimension> counted) {
    this.counted.addAll(counted);
    for (Dimension dimension : Dimension.values()) {
      numbers.put(dimension, new HashMap<>());
      keys.put(dimension, new ArrayList<>());
    }
  }

  /** The number of a key, new or known; {@link #NONE} for null or a dimension not counted. */
  public int number(Dimension dimension, Key key) {
    if (key == null || !counted.contains(dimension)) {
      return NONE;
    }
    Integer known = numbers.get(dimension).get(key);
    return known != null ? known : add(dimension, key);
  }

  /** The number of a key; {@link #NONE} if it was never counted. */
  public int find(Dimension dimension, Key key) {
    return numbers.get(dimension).getOrDefault(key, NONE);
  }

  private int add(Dimension dimension, Key key) {
    int number = keys.get(dimension).size();
    numbers.get(dimension).put(key, number);
    keys.get(dimension).add(key);
    return number;
  }

  /** The number of a group's facets, new or known. */
  public int number(Facets group) {
    int place = group.hashCode() & RECENT - 1;
    if (recent[place] != group) {
      recentNumbers[place] = find(group);
      recent[place] = group;
    }
    return recentNumbers[place];
  }

  private int find(Facets group) {
    Integer known = aliases.get(group);
    if (known != null) {
      return known;
    }
    int[] topics = new int[counted.contains(Dimension.TOPICS) ? group.topics().size() : 0];
    for (int i = 0; i < topics.length; i++) {
      topics[i] = number(Dimension.TOPICS, group.topics().get(i));
    }
    int number =
        number(
            new FacetKeys(
                number(Dimension.CITIES, group.city()),
                number(Dimension.STATES, group.state()),
                number(Dimension.GROUPS, group.group()),
                topics));
    aliases.put(group, number);
    return number;
  }

  /** The number of facets, new or known. */
  public int number(FacetKeys group) {
    Integer known = facetNumbers.get(group);
    if (known != null) {
      return known;
    }
    int number = facets.size();
    facetNumbers.put(group, number);
    facets.add(group);
    return number;
  }

  public Key key(Dimension dimension, int number) {
    return keys.get(dimension).get(number);
  }

  /** How many keys a dimension has; they are numbered from 0. */
  public int size(Dimension dimension) {
    return keys.get(dimension).size();
  }

  public FacetKeys facets(int number) {
    return facets.get(number);
  }

  /** How many facets there are, numbered from 0. */
  public int facetsSize() {
    return facets.size();
  }
}
