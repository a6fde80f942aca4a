package dev.meetuppulse.feed;

/** When a recorded line may go out: the recording's own rhythm, at a speed. */
final class Pacer {
  /** A longer silence is cut to this, ms: it is a gap between recordings or a wrong time. */
  static final long LONGEST_SILENCE_MILLIS = 10_000;

  private final double speed;
  private long newest;
  private double due;

  /**
   * @param speed 1 for the original pace; infinity for as fast as possible
   */
  Pacer(double speed) {
    this.speed = speed;
  }

  /**
   * Lines older than the newest so far go out at once, as they did when they were recorded.
   *
   * @param mtime of the line, ms since the epoch
   * @return ms after the first line
   */
  long dueMillis(long mtime) {
    if (newest == 0) {
      newest = mtime;
    } else if (mtime > newest) {
      due += Math.min(mtime - newest, LONGEST_SILENCE_MILLIS) / speed;
      newest = mtime;
    }
    return (long) due;
  }
}
