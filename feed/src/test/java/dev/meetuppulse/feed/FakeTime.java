package dev.meetuppulse.feed;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Time that passes only while somebody waits: a wait for the latch ends at once, all of it over.
 */
final class FakeTime implements SourceTime {
  private long nanos;

  FakeTime(long millis) {
    nanos = TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Override
  public long millis() {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public boolean await(CountDownLatch closed, long wait) {
    nanos += wait;
    return closed.getCount() == 0;
  }
}
