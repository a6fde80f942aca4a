package dev.meetuppulse.core.window;

import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kind of key that is ranked. A dimension in which a group has a single key is added by one line
 * here: docs/TUTORIAL.md does so.
 */
public enum Dimension {
  CITIES(1, GroupKeys::city),
  /** A group may have many. */
  TOPICS(2, null),
  STATES(3, GroupKeys::state),
  GROUPS(4, GroupKeys::group),
  /** An event is the RSVP's, not its group's. */
  EVENTS(5, null);

  /** The dimensions in which a group has one key, or none. */
  public static final List<Dimension> ONE_A_GROUP =
      Arrays.stream(values()).filter(dimension -> dimension.ofGroup != null).toList();

  private final int number;
  private final Function<GroupKeys, Key> ofGroup;

  /**
   * @param number its number in saved state: one that no dimension ever had
   * @param ofGroup the key of a group, or null if it has none; null where a group does not have
   *     exactly one key
   */
  Dimension(int number, Function<GroupKeys, Key> ofGroup) {
    this.number = number;
    this.ofGroup = ofGroup;
  }

  /** The key of a group in one of {@link #ONE_A_GROUP}, or null. */
  public Key of(GroupKeys group) {
    return ofGroup.apply(group);
  }

  /** The number it has in saved state, which never changes. */
  public int number() {
    return number;
  }

  /**
   * The dimension of a number in saved state.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Dimension ofNumber(int number) {
    for (Dimension dimension : values()) {
      if (dimension.number == number) {
        return dimension;
      }
    }
    throw new IllegalArgumentException("unknown dimension number " + number);
  }

  /** The name it has in settings, Redis keys and the API. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of one of its keys, by which the API filters: city, topic. */
  public String one() {
    return id().replaceFirst("ies$", "y").replaceFirst("s$", "");
  }

  /**
   * The dimension of that name.
   *
   * @throws IllegalArgumentException naming the dimensions there are
   */
  public static Dimension of(String id) {
    return Arrays.stream(values())
        .filter(dimension -> dimension.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("unknown dimension '" + id + "'; one of " + ids()));
  }

  /** The names of all dimensions, comma between. */
  public static String ids() {
    return Arrays.stream(values()).map(Dimension::id).collect(Collectors.joining(", "));
  }
}
