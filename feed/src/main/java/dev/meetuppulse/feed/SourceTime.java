package dev.meetuppulse.feed;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The clocks that sources read and the waits they make by them. Tests bring time of their own. */
public interface SourceTime {
  /** The machine's. */
  SourceTime SYSTEM =
      new SourceTime() {
        @Override
        public long millis() {
          return System.currentTimeMillis();
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public boolean await(CountDownLatch closed, long nanos) throws InterruptedException {
          return closed.await(nanos, TimeUnit.NANOSECONDS);
        }
      };

  /** The wall clock, ms since the epoch. */
  long millis();

  /** A clock that never goes back, ns; only differences mean something. */
  long nanos();

  /** Waits this many ns, or until the latch is open; true if it is. */
  boolean await(CountDownLatch closed, long nanos) throws InterruptedException;
}
