package dev.meetuppulse.redis;

/** How much of a board's past is kept: a board every 10 s for an hour, so at most 361 of them. */
public final class History {
  /** ms between two boards kept. */
  public static final long STEP_MILLIS = 10_000;

  /** How far back it reaches, in ms of the boards' clock. */
  public static final long SPAN_MILLIS = 3_600_000;

  /** Rows kept of each board. */
  public static final int ROWS = 60;

  private History() {}
}
