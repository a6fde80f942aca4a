package dev.meetuppulse.core.window;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is ranked. */
public enum Dimension {
  CITIES,
  TOPICS,
  STATES,
  GROUPS,
  EVENTS;

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
