package dev.meetuppulse.core.rsvp;

/**
 * Gives the same string for the same characters as long as it remembers them, without creating a
 * string to look it up. Of fixed size: two places for each hash, the older text is evicted.
 */
final class TextTable {
  /** Longer text is not remembered, so that a few hostile records can't fill the memory. */
  static final int LONGEST = 200;

  private final String[] slots;
  private final int mask;

  /** A table for {@code size} texts, a power of two. */
  TextTable(int size) {
    slots = new String[size];
    mask = size - 1;
  }

  /** The characters as well-formed text. */
  String get(char[] chars, int offset, int length) {
    int hash = 0;
    boolean surrogates = false;
    for (int i = offset; i < offset + length; i++) {
      char c = chars[i];
      hash = 31 * hash + c;
      surrogates |= c >>> 11 == 0x1B;
    }
    if (surrogates || length > LONGEST) {
      return Text.wellFormed(new String(chars, offset, length));
    }
    int slot = (hash ^ hash >>> 16) & mask;
    String newest = slots[slot];
    if (matches(newest, hash, chars, offset, length)) {
      return newest;
    }
    String older = slots[slot ^ 1];
    if (matches(older, hash, chars, offset, length)) {
      return older;
    }
    String text = new String(chars, offset, length);
    slots[slot ^ 1] = newest;
    slots[slot] = text;
    return text;
  }

  private static boolean matches(String text, int hash, char[] chars, int offset, int length) {
    if (text == null || text.length() != length || text.hashCode() != hash) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != chars[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
