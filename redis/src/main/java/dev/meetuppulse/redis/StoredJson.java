package dev.meetuppulse.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.journal.UnreadableStateException;

/** Parses stored JSON into records. */
final class StoredJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StoredJson() {}

  /**
   * Parses a value of a type.
   *
   * @throws UnreadableStateException if the text is not one
   */
  static <T> T parse(String text, Class<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new UnreadableStateException(
          "what Redis holds as a "
              + type.getSimpleName()
              + " can't be read: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
  }
}
