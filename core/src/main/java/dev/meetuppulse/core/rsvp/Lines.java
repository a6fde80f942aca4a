package dev.meetuppulse.core.rsvp;

/** What a line is before anyone reads it as JSON. */
public final class Lines {
  private Lines() {}

  /** True for a keep-alive: null, empty, or ASCII white space only. */
  public static boolean isBlank(byte[] line) {
    if (line != null) {
      for (byte b : line) {
        if (b != ' ' && (b < '\t' || b > '\r')) {
          return false;
        }
      }
    }
    return true;
  }
}
