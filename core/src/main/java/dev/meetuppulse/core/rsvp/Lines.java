package dev.meetuppulse.core.rsvp;

/** What a line is before anyone reads it as JSON. */
public final class Lines {
  private Lines() {}

  /** True for a keep-alive: empty, or ASCII white space only. */
  public static boolean isBlank(byte[] line) {
    return isBlank(line, 0, line.length);
  }

  /** The same of a part of a line. */
  public static boolean isBlank(byte[] line, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = line[i];
      if (b != ' ' && (b < '\t' || b > '\r')) {
        return false;
      }
    }
    return true;
  }
}
