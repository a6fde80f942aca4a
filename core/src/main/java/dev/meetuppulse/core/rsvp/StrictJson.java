package dev.meetuppulse.core.rsvp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads lines as strict JSON in UTF-8. Jackson alone would also guess UTF-16 and UTF-32, skip a
 * byte order mark, and let bad UTF-8 pass in text that is skipped.
 */
final class StrictJson {
  /** Arrays and objects within each other; a line that nests deeper is not accepted as JSON. */
  static final int MAX_DEPTH = 1000;

  // FAIL_ON_SYMBOL_HASH_OVERFLOW stays on: names chosen to have one hash take quadratic time.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private StrictJson() {}

  /** Reads from a parser positioned before the first token. */
  @FunctionalInterface
  interface ParserFunction<T> {
    T read(JsonParser json) throws IOException;
  }

  /**
   * Reads a line, and retries with {@link EscapedNames#readable} names if that fails; returns
   * {@code otherwise} for a line that is not JSON in UTF-8.
   */
  static <T> T read(byte[] line, ParserFunction<T> reading, T otherwise) {
    try {
      return isUtf8(line, 0, line.length) ? readUtf8(line, reading) : otherwise;
    } catch (JsonProcessingException e) {
      byte[] readable = EscapedNames.readable(line);
      return readable == line ? otherwise : read(readable, reading, otherwise);
    }
  }

  /**
   * Reads a line that is known to be {@link #isUtf8 UTF-8}.
   *
   * <p>A parser that fails is not closed: closing adds its names to those that all later parsers
   * begin with, and after names chosen to have one hash these would have no room for others.
   */
  static <T> T readUtf8(byte[] line, ParserFunction<T> reading) throws JsonProcessingException {
    try {
      JsonParser json = FACTORY.createParser(line);
      T result = reading.read(json);
      json.close();
      return result;
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("reading an array", e);
    }
  }

  /** True if a part of the bytes is valid UTF-8, and no parser would take it for something else. */
  static boolean isUtf8(byte[] bytes, int from, int to) {
    return startsAsUtf8(bytes, from, to) && Utf8.isValid(bytes, from, to);
  }

  private static boolean startsAsUtf8(byte[] bytes, int from, int to) {
    for (int i = from; i < Math.min(from + 4, to); i++) {
      if (bytes[i] == 0) {
        return false;
      }
    }
    return from == to || bytes[from] >= 0;
  }
}
