package dev.meetuppulse.simulator.meetup;

import java.util.function.LongSupplier;

/** The simulated time: stands still at the start, then runs at its speed. Thread safe. */
final class WorldClock {
  private final long start;
  private final double speed;
  private final LongSupplier nanos;
  private volatile long began = -1;

  WorldClock(ApiOptions.WorldTime pace, LongSupplier nanos) {
    this.start = pace.start();
    this.speed = pace.speed();
    this.nanos = nanos;
  }

  /** Sets it going, if it stands still. */
  synchronized void begin() {
    if (began < 0) {
      began = Math.max(0, nanos.getAsLong());
    }
  }

  /** Ms since the epoch. */
  long now() {
    long from = began;
    return from < 0 ? start : start + (long) ((nanos.getAsLong() - from) / 1e6 * speed);
  }

  /** How long a while of the simulated time takes in life, ms. */
  long real(long simulatedMillis) {
    return (long) (simulatedMillis / speed);
  }
}
