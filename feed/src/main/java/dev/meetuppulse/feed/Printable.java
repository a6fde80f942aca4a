package dev.meetuppulse.feed;

/** Text from the stream, made safe for a terminal: it may hold escape sequences. */
public final class Printable {
  private Printable() {}

  public static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.appendCodePoint(isUnsafe(c) ? '?' : c));
    return safe.toString();
  }

  private static boolean isUnsafe(int c) {
    boolean turnsText = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    boolean breaksLine = c == 0x2028 || c == 0x2029;
    return Character.isISOControl(c) || turnsText || breaksLine;
  }
}
