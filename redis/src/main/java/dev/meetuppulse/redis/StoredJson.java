package dev.meetuppulse.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.journal.UnreadableStateException;
import dev.meetuppulse.core.source.Trouble;

/** Writes and parses what is stored as JSON. */
final class StoredJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StoredJson() {}

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing JSON", e);
    }
  }

  /** Parses a value; throws {@link UnreadableStateException} if the text does not fit its type. */
  static <T> T parse(String text, Class<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new UnreadableStateException(
          "what Redis holds as a %s can't be read: %s"
              .formatted(type.getSimpleName(), Trouble.firstLine(e)),
          e);
    }
  }
}
