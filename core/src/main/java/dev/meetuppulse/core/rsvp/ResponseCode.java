package dev.meetuppulse.core.rsvp;

/**
 * A response and its guests in 64 bits: the upper 44 say which response, the lower 20 how many
 * guests. Two responses are the same if their codes are (for responses other than yes, no and none:
 * but for one chance in 2<sup>44</sup>).
 */
public final class ResponseCode {
  private static final int GUEST_BITS = 20;
  private static final long GUEST_MASK = (1L << GUEST_BITS) - 1;
  private static final long YES = 1;
  private static final long NO = 2;
  private static final long FIRST_OTHER = 3;

  private ResponseCode() {}

  public static long of(Rsvp rsvp) {
    return of(rsvp.response()) << GUEST_BITS | rsvp.guests();
  }

  public static int yes(long response) {
    return response >>> GUEST_BITS == YES ? 1 : 0;
  }

  public static int no(long response) {
    return response >>> GUEST_BITS == NO ? 1 : 0;
  }

  /** People: the one who answered and the guests, if the response was yes. */
  public static long going(long response) {
    return response >>> GUEST_BITS == YES ? 1 + (response & GUEST_MASK) : 0;
  }

  private static long of(String response) {
    if (response == null) {
      return 0;
    }
    return switch (response) {
      case "yes" -> YES;
      case "no" -> NO;
      default -> Math.max(FIRST_OTHER, hash(response) >>> GUEST_BITS);
    };
  }

  /** FNV-1a over the UTF-16 units, then a finalizer that spreads it to the upper bits. */
  private static long hash(String text) {
    long h = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * 0x100000001b3L;
    }
    return (h ^ h >>> 32) * 0x9e3779b97f4a7c15L;
  }
}
