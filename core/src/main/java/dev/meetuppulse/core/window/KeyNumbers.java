package dev.meetuppulse.core.window;

import java.util.Arrays;

/**
 * The keys that a group's RSVPs count on, as numbers of a {@link Dictionary}.
 *
 * @param city number of the city, or {@link Dictionary#NONE} where cities are not counted; likewise
 *     state and group
 * @param topics numbers of the topics; not to be changed
 */
public record KeyNumbers(int city, int state, int group, int[] topics) {

  /** Translates a key's number. */
  @FunctionalInterface
  public interface Translation {
    int number(Dimension dimension, int number);
  }

  /** Receives the keys that an RSVP counts on. */
  public interface KeyVisitor {
    void key(Dimension dimension, int number);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyNumbers that
        && city == that.city
        && state == that.state
        && group == that.group
        && Arrays.equals(topics, that.topics);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * city + state) + group) + Arrays.hashCode(topics);
  }

  /**
   * Visits every key that an RSVP of this group counts on.
   *
   * @param event its event's number, or {@link Dictionary#NONE}
   */
  public void forEach(int event, KeyVisitor visitor) {
    visit(Dimension.CITIES, city, visitor);
    visit(Dimension.STATES, state, visitor);
    visit(Dimension.GROUPS, group, visitor);
    visit(Dimension.EVENTS, event, visitor);
    for (int topic : topics) {
      visitor.key(Dimension.TOPICS, topic);
    }
  }

  private static void visit(Dimension dimension, int number, KeyVisitor visitor) {
    if (number != Dictionary.NONE) {
      visitor.key(dimension, number);
    }
  }

  /** The same with other numbers; a topic that becomes {@link Dictionary#NONE} is left out. */
  public KeyNumbers with(Translation translation) {
    int[] translated = new int[topics.length];
    int n = 0;
    for (int topic : topics) {
      int number = translation.number(Dimension.TOPICS, topic);
      if (number != Dictionary.NONE) {
        translated[n++] = number;
      }
    }
    return new KeyNumbers(
        translate(Dimension.CITIES, city, translation),
        translate(Dimension.STATES, state, translation),
        translate(Dimension.GROUPS, group, translation),
        n == translated.length ? translated : Arrays.copyOf(translated, n));
  }

  private static int translate(Dimension dimension, int number, Translation translation) {
    return number == Dictionary.NONE ? number : translation.number(dimension, number);
  }

  /** True if an RSVP of this group and that event counts on a key. */
  public boolean counts(Dimension dimension, int event, int key) {
    return switch (dimension) {
      case CITIES -> city == key;
      case STATES -> state == key;
      case GROUPS -> group == key;
      case EVENTS -> event == key;
      case TOPICS -> Arrays.stream(topics).anyMatch(topic -> topic == key);
    };
  }
}
