package dev.meetuppulse.core.board;

import java.util.HashMap;
import java.util.Map;

/** The spout tasks that report that Kafka does not answer them. Each repeats its report. */
final class SourceReports {
  /** Reports older than this are ignored. */
  private static final long EXPIRY_MILLIS = 10_000;

  private final Map<Integer, Long> downAt = new HashMap<>();

  void report(int source, boolean down, long now) {
    if (down) {
      downAt.put(source, now);
    } else {
      downAt.remove(source);
    }
  }

  /**
   * True if any of them gets no answer. A report from the future was written before the clock
   * stepped back.
   */
  boolean down(long now) {
    return downAt.values().stream().anyMatch(at -> Math.abs(now - at) < EXPIRY_MILLIS);
  }
}
