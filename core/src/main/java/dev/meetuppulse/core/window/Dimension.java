package dev.meetuppulse.core.window;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A kind of key that is ranked. */
public enum Dimension {
  CITIES(1),
  TOPICS(2),
  STATES(3),
  GROUPS(4),
  EVENTS(5);

  private final int number;

  Dimension(int number) {
    this.number = number;
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
            () ->
                new IllegalArgumentException(
                    "unknown dimension '"
                        + id
                        + "'; one of "
                        + Arrays.stream(values())
                            .map(Dimension::id)
                            .collect(Collectors.joining(", "))));
  }
}
