package dev.meetuppulse.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Time that passes only while somebody waits: a wait for the latch ends at once, all of it over.
 */
final class FakeTime implements SourceTime {
  /** How long each wait for a queue might have taken, ns. */
  final List<Long> polls = new ArrayList<>();

  private long nanos;
  private int stalls;

  FakeTime(long millis) {
    nanos = TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** So many times, a queue that is empty stays so for longer than anybody waits. */
  void stall(int times) {
    stalls = times;
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

  @Override
  public <T> T poll(BlockingQueue<T> queue, long wait) throws InterruptedException {
    polls.add(wait);
    if (stalls > 0 && queue.isEmpty()) {
      stalls--;
      nanos += wait;
      return null;
    }
    return queue.take();
  }
}
