package dev.meetuppulse.core.rsvp;

import java.io.Serializable;
import java.util.Objects;

/**
 * Something an RSVP is counted on: a city, a topic, a state, a group or an event.
 *
 * @param name what is counted and ranked by, such as {@code Salem, OR} or {@code newintown}
 * @param label what people read, such as {@code New In Town}, cut to 200 UTF-16 units; not part of
 *     the key's identity
 */
public record Key(String name, String label) implements Serializable {

  public Key {
    Objects.requireNonNull(name, "name");
    label = Text.cut(label);
  }

  /** A key that is its own label. */
  public static Key of(String name) {
    return new Key(name, name);
  }

  /** Keys with the same name are equal, even if their labels differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Key key && name.equals(key.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
