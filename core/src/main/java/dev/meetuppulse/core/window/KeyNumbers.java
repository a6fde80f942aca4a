package dev.meetuppulse.core.window;

import java.util.Arrays;
import java.util.function.ToIntFunction;

/**
 * The keys that a group's RSVPs count on, as numbers of a {@link Dictionary}: one for each of
 * {@link Dimension#ONE_A_GROUP}, {@link Dictionary#NONE} where the group has no such key or the
 * dimension is not counted, and any number of topics. Immutable.
 */
public final class KeyNumbers {
  static final Dimension[] ONES = Dimension.ONE_A_GROUP.toArray(Dimension[]::new);

  /** The place of each dimension in ONES. */
  private static final int[] PLACES =
      Arrays.stream(Dimension.values()).mapToInt(Dimension.ONE_A_GROUP::indexOf).toArray();

  /** One for each of ONES, then the topics. */
  private final int[] numbers;

  /** Translates a key's number. */
  @FunctionalInterface
  public interface Translation {
    int number(Dimension dimension, int number);
  }

  /** Receives the keys that an RSVP counts on. */
  public interface KeyVisitor {
    void key(Dimension dimension, int number);
  }

  private KeyNumbers(int[] numbers) {
    this.numbers = numbers;
  }

  /**
   * @param ones the number in each of {@link Dimension#ONE_A_GROUP}
   * @param topics copied
   */
  public static KeyNumbers of(ToIntFunction<Dimension> ones, int... topics) {
    int[] numbers = new int[ONES.length + topics.length];
    for (int i = 0; i < ONES.length; i++) {
      numbers[i] = ones.applyAsInt(ONES[i]);
    }
    System.arraycopy(topics, 0, numbers, ONES.length, topics.length);
    return new KeyNumbers(numbers);
  }

  /** The number in one of {@link Dimension#ONE_A_GROUP}. */
  public int of(Dimension dimension) {
    return numbers[PLACES[dimension.ordinal()]];
  }

  /** The number in the dimension at that place of ONES. */
  int one(int place) {
    return numbers[place];
  }

  public int topics() {
    return numbers.length - ONES.length;
  }

  /** The number of a topic, from 0. */
  public int topic(int i) {
    return numbers[ONES.length + i];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyNumbers that && Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int number : numbers) {
      hash = SecretHash.of((long) hash << 32 | number & 0xffffffffL);
    }
    return hash;
  }

  /**
   * Visits every key that an RSVP of this group and {@code event} (or {@link Dictionary#NONE})
   * counts on.
   */
  public void forEach(int event, KeyVisitor visitor) {
    forEach(visitor);
    if (event != Dictionary.NONE) {
      visitor.key(Dimension.EVENTS, event);
    }
  }

  /** Visits every key that an RSVP of this group without an event counts on. */
  public void forEach(KeyVisitor visitor) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] != Dictionary.NONE) {
        visitor.key(i < ONES.length ? ONES[i] : Dimension.TOPICS, numbers[i]);
      }
    }
  }

  /** These keys under other numbers; a topic that becomes {@link Dictionary#NONE} is left out. */
  public KeyNumbers with(Translation translation) {
    int[] translated = new int[numbers.length];
    int n = 0;
    for (int i = 0; i < numbers.length; i++) {
      Dimension dimension = i < ONES.length ? ONES[i] : Dimension.TOPICS;
      int number =
          numbers[i] == Dictionary.NONE
              ? Dictionary.NONE
              : translation.number(dimension, numbers[i]);
      if (i < ONES.length || number != Dictionary.NONE) {
        translated[n++] = number;
      }
    }
    return new KeyNumbers(n == translated.length ? translated : Arrays.copyOf(translated, n));
  }

  /** True if one of the keys is unlisted. */
  public boolean hasUnlisted() {
    return Arrays.stream(numbers).anyMatch(number -> number == Dictionary.UNLISTED);
  }

  /** True if an RSVP of this group and that event counts on a key. */
  public boolean counts(Dimension dimension, int event, int key) {
    return switch (dimension) {
      case EVENTS -> event == key;
      case TOPICS -> hasTopic(key);
      default -> of(dimension) == key;
    };
  }

  private boolean hasTopic(int key) {
    for (int i = ONES.length; i < numbers.length; i++) {
      if (numbers[i] == key) {
        return true;
      }
    }
    return false;
  }
}
