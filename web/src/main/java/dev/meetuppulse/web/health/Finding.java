package dev.meetuppulse.web.health;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.meetuppulse.core.source.Trouble;
import java.util.Locale;

/**
 * The state of one part of the system.
 *
 * @param name of the part: redis, boards, kafka or topology
 * @param state how it is
 * @param found what was seen; if it is bad, the cause
 * @param remedy what to do; null if nothing needs doing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(String name, State state, String found, String remedy) {
  /** How a part is. */
  public enum State {
    OK,
    BAD,
    /** Unknown, because another part is bad. */
    UNKNOWN;

    /** Its name in JSON. */
    @JsonValue
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String name, String found) {
    return new Finding(name, State.OK, found, null);
  }

  static Finding bad(String name, String cause, String remedy) {
    return new Finding(name, State.BAD, cause, remedy);
  }

  static Finding unknown(String name, String found) {
    return new Finding(name, State.UNKNOWN, found, null);
  }

  /**
   * A bad part, from a message for people.
   *
   * @param message the cause, and after a semicolon what to do
   */
  static Finding bad(String name, String message) {
    Trouble trouble = Trouble.of(message, "see docs/OPERATIONS.md");
    return bad(name, trouble.cause(), trouble.remedy());
  }

  @JsonIgnore
  public boolean isOk() {
    return state == State.OK;
  }
}
