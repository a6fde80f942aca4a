package dev.meetuppulse.simulator.meetup;

import java.util.function.LongSupplier;

/**
 * The simulated time: at speed 1 real time, else it stays at the start until it is begun, and then
 * runs at its speed. Thread safe.
 */
final class WorldClock {
  private static final long NOT_YET = Long.MIN_VALUE;

  private final long start;
  private final double speed;
  private final LongSupplier nanos;
  private volatile long began = NOT_YET;

  /**
   * @param wall the real time, ms since the epoch
   */
  WorldClock(ApiOptions.WorldTime pace, LongSupplier nanos, long wall) {
    this.start = pace.start();
    this.speed = pace.speed();
    this.nanos = nanos;
    if (speed == 1) {
      began = nanos.getAsLong() - Math.max(0, wall - start) * 1_000_000;
    }
  }

  synchronized void begin() {
    if (began == NOT_YET) {
      began = nanos.getAsLong();
    }
  }

  /** Ms since the epoch. */
  long now() {
    long from = began;
    return from == NOT_YET ? start : start + (long) ((nanos.getAsLong() - from) / 1e6 * speed);
  }

  /** The real ms that a span of simulated ms takes. */
  long real(long simulatedMillis) {
    return (long) (simulatedMillis / speed);
  }
}
