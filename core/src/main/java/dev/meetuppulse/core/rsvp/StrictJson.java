package dev.meetuppulse.core.rsvp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * Opens lines as strict JSON in UTF-8. Jackson alone would also guess UTF-16 and UTF-32, skip a
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

  /** A parser before the first token, or null if the bytes can't be JSON in UTF-8. */
  static JsonParser open(byte[] line) throws IOException {
    return isUtf8(line, 0, line.length) ? open(line, line.length) : null;
  }

  /** A parser of the first bytes of an array, which are known to be {@link #isUtf8 UTF-8}. */
  static JsonParser open(byte[] bytes, int length) throws IOException {
    return FACTORY.createParser(bytes, 0, length);
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
