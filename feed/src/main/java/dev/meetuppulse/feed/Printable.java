package dev.meetuppulse.feed;

/** Text from the stream, made safe for a terminal: it may hold escape sequences. */
public final class Printable {
  private Printable() {}

  public static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.appendCodePoint(isUnsafe(c) ? '?' : c));
    return safe.toString();
  }

  /** JSON on one line that still means the same; other text becomes as safe. */
  static String json(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t' || c == '\r' || c == '\n') {
        safe.append(' ');
      } else if (isUnsafe(c)) {
        safe.append(String.format("\\u%04x", (int) c));
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }

  private static boolean isUnsafe(int c) {
    boolean turnsText = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    boolean breaksLine = c == 0x2028 || c == 0x2029;
    return Character.isISOControl(c) || turnsText || breaksLine;
  }
}
