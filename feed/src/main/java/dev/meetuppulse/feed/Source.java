package dev.meetuppulse.feed;

import java.util.Map;

/** Where lines come from. Runs once. */
public interface Source extends AutoCloseable {
  /**
   * Hands over lines, without keep-alives, until the stream ends or the source is closed.
   *
   * @throws FeedException if it can't continue
   */
  void run(LineSink sink) throws InterruptedException;

  /** Its state, for a progress line; empty if the lines it hands over are enough. */
  default String status() {
    return "";
  }

  /** How often it was opened again after it broke or ended. */
  default long reconnects() {
    return 0;
  }

  /**
   * Seconds within which 95 % of the last RSVPs were seen after they were given, by the kind of
   * event; empty where the source does not know. For any thread.
   */
  default Map<String, Double> secondsToSee() {
    return Map.of();
  }

  /** Makes {@link #run} return soon; may be called by any thread. */
  @Override
  void close();
}
