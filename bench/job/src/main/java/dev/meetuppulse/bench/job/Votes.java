package dev.meetuppulse.bench.job;

import dev.meetuppulse.core.rsvp.Rsvp;

/** A response and its guests as one number, and the rules by which a later record counts. */
public final class Votes {
  private static final int GUEST_BITS = 20;
  private static final long YES = 1;
  private static final long NO = 2;
  private static final long FIRST_OTHER = 3;

  private Votes() {}

  /** How a record relates to the version that counts. */
  public enum Relation {
    DUPLICATE,
    /** It is older, or the echo of an older one. */
    STALE,
    CHANGED
  }

  /** Equal numbers for equal answers; other responses than yes and no by their hash. */
  public static long of(Rsvp rsvp) {
    long response =
        rsvp.response() == null
            ? 0
            : switch (rsvp.response()) {
              case "yes" -> YES;
              case "no" -> NO;
              default -> FIRST_OTHER + Integer.toUnsignedLong(rsvp.response().hashCode());
            };
    return response << GUEST_BITS | rsvp.guests();
  }

  public static int yes(long vote) {
    return vote >>> GUEST_BITS == YES ? 1 : 0;
  }

  public static int no(long vote) {
    return vote >>> GUEST_BITS == NO ? 1 : 0;
  }

  /** People: the one who answered and the guests, if the answer was yes. */
  public static int going(long vote) {
    return vote >>> GUEST_BITS == YES ? 1 + (int) (vote & (1 << GUEST_BITS) - 1) : 0;
  }

  /** Compares a record with the version that counts. */
  public static Relation judge(long countedMtime, long countedVote, long mtime, long vote) {
    if (vote == countedVote) {
      return Relation.DUPLICATE;
    }
    boolean stale = mtime <= countedMtime || mtime % 1000 == 0 && mtime - countedMtime <= 500;
    return stale ? Relation.STALE : Relation.CHANGED;
  }
}
