package dev.meetuppulse.feed;

import java.util.Map;

/** Where lines come from. Runs once. */
public interface Source extends AutoCloseable {
  /**
   * Hands over lines, keep-alives not among them, until there are no more or the source is closed.
   *
   * @throws FeedException if it can't go on
   */
  void run(LineSink sink) throws InterruptedException;

  /** How it is doing, for a progress line; empty if the lines it hands over say it all. */
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
