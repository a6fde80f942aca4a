package dev.meetuppulse.core.rsvp;

import java.nio.charset.StandardCharsets;

/**
 * Makes field names readable that Jackson's byte parser refuses: those with an escaped surrogate,
 * such as the two halves of an emoji, which is strict JSON.
 */
final class EscapedNames {
  private static final byte[] REPLACEMENT = "\\ufffd".getBytes(StandardCharsets.US_ASCII);

  private EscapedNames() {}

  /**
   * The line with each escaped surrogate in a field name replaced, byte for byte, by another
   * escape; no name that we look for has one. The same array if there is none. Changes nothing
   * about whether the line is JSON.
   */
  static byte[] readable(byte[] line) {
    byte[] readable = line;
    int i = 0;
    while (i < line.length) {
      if (line[i] == '"') {
        int end = endOfText(line, i + 1);
        if (isName(line, end)) {
          readable = replaced(line, readable, i + 1, end);
        }
        i = end;
      }
      i++;
    }
    return readable;
  }

  /** The index of the quote that ends the text, or the length. */
  private static int endOfText(byte[] line, int from) {
    int i = from;
    while (i < line.length && line[i] != '"') {
      i += line[i] == '\\' ? 2 : 1;
    }
    return Math.min(i, line.length);
  }

  private static boolean isName(byte[] line, int end) {
    int i = end + 1;
    while (i < line.length
        && (line[i] == ' ' || line[i] == '\t' || line[i] == '\n' || line[i] == '\r')) {
      i++;
    }
    return i < line.length && line[i] == ':';
  }

  private static byte[] replaced(byte[] line, byte[] before, int from, int to) {
    byte[] readable = before;
    int i = from;
    while (i < to) {
      if (line[i] != '\\') {
        i++;
      } else if (isSurrogate(line, i, to)) {
        if (readable == line) {
          readable = line.clone();
        }
        System.arraycopy(REPLACEMENT, 0, readable, i, REPLACEMENT.length);
        i += REPLACEMENT.length;
      } else {
        i += 2;
      }
    }
    return readable;
  }

  /** True if a backslash begins {@code \}{@code uD800} to {@code \}{@code uDFFF}. */
  private static boolean isSurrogate(byte[] line, int i, int to) {
    return i + REPLACEMENT.length <= to
        && line[i + 1] == 'u'
        && Character.digit(line[i + 2], 16) == 0xd
        && Character.digit(line[i + 3], 16) >= 8
        && Character.digit(line[i + 4], 16) >= 0
        && Character.digit(line[i + 5], 16) >= 0;
  }
}
