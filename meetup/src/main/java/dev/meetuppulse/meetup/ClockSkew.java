package dev.meetuppulse.meetup;

/**
 * Whether this machine's clock is that of Meetup. Kafka dates records by it, and the count refuses
 * RSVPs that look as if they came from the future. Times in ms since the epoch.
 */
final class ClockSkew {
  private static final long TOLERANCE_MILLIS = 30_000;

  private final Notices notices;
  private long before;

  ClockSkew(Notices notices) {
    this.notices = notices;
  }

  /**
   * Says so once, if the clocks are apart and were at the check before: one response may be wrong.
   */
  void check(long server, long local) {
    long ahead = server - local;
    if (Math.abs(ahead) > TOLERANCE_MILLIS && Math.abs(before) > TOLERANCE_MILLIS) {
      notices.saySimilarOnce(
          "this machine's clock is "
              + Math.abs(ahead) / 1_000
              + " s "
              + (ahead > 0 ? "behind" : "ahead of")
              + " Meetup's; "
              + (ahead > 0
                  ? "where it is Kafka's too, RSVPs of the last minutes become dead letters"
                      + " (future)"
                  : "windows end too late")
              + "; run NTP");
    }
    before = ahead;
  }
}
