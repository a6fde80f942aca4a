package dev.meetuppulse.core.rsvp;

/** The rules of text: what is trimmed, what is blank, what can't be encoded, what is too long. */
final class Text {
  /** UTF-16 units of a label at most; the rest is cut. */
  static final int LONGEST_LABEL = 200;

  /** Bytes of a key's name in UTF-8 at most; a record with a longer one is invalid. */
  static final int MAX_KEY_BYTES = 500;

  /** A UTF-16 unit takes at most this many bytes of UTF-8. */
  private static final int MAX_BYTES_A_UNIT = 3;

  private Text() {}

  /** Without Unicode white space (the no-break spaces and U+0085 among it) at both ends. */
  static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  static boolean isBlank(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isSpace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** With each surrogate that has no partner replaced by U+FFFD, so that it can be encoded. */
  static String wellFormed(String text) {
    StringBuilder fixed = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      if (fixed == null) {
        fixed = new StringBuilder(text);
      }
      fixed.setCharAt(i, '\uFFFD');
    }
    return fixed == null ? text : fixed.toString();
  }

  /** The first {@value #LONGEST_LABEL} UTF-16 units, or one less where a pair would be split. */
  static String cut(String label) {
    if (label.length() <= LONGEST_LABEL) {
      return label;
    }
    boolean splits = Character.isHighSurrogate(label.charAt(LONGEST_LABEL - 1));
    return label.substring(0, splits ? LONGEST_LABEL - 1 : LONGEST_LABEL);
  }

  /** True if well-formed text is short enough to be the name of a key. */
  static boolean fitsKey(String name) {
    return fitsKey(name, 0);
  }

  /** True if well-formed text and this many more bytes are short enough to be the name of a key. */
  static boolean fitsKey(String part, int otherBytes) {
    return MAX_BYTES_A_UNIT * part.length() + otherBytes <= MAX_KEY_BYTES
        || part.length() <= MAX_KEY_BYTES && utf8Length(part) + otherBytes <= MAX_KEY_BYTES;
  }

  /** Bytes that well-formed text takes in UTF-8. */
  static int utf8Length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a surrogate pair counts as two of the pair's four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : MAX_BYTES_A_UNIT;
    }
    return bytes;
  }

  private static boolean isSpace(char c) {
    if (c > ' ' && c < 0x85) {
      return false;
    }
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }
}
