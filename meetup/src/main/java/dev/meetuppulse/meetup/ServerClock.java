package dev.meetuppulse.meetup;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The server's time, as seen from its answers. A wrong local clock would produce tokens that are
 * not valid yet, and waits of the wrong length.
 */
final class ServerClock {
  /** An answer's {@code Date} has whole seconds, and travels. */
  private static final long TOLERANCE_MILLIS = 2_000;

  private final double speed;
  private final LongSupplier nanos;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final long firstNanos;
  private long anchorMillis;
  private long anchorNanos;
  private int corrections;

  /**
   * @param speed seconds of the server's time per real second
   * @param wall our own clock, ms since the epoch; holds until an answer says otherwise
   */
  ServerClock(double speed, LongSupplier nanos, long wall) {
    this.speed = speed;
    this.nanos = nanos;
    this.firstNanos = nanos.getAsLong();
    this.anchorNanos = firstNanos;
    this.anchorMillis = wall;
  }

  /** Ms since the epoch. */
  synchronized long now() {
    return anchorMillis + (long) ((nanos.getAsLong() - anchorNanos) / 1e6 * speed);
  }

  /** Ms since it began, for spans: no answer corrects it. */
  long ticks() {
    return (long) ((nanos.getAsLong() - firstNanos) / 1e6 * speed);
  }

  /**
   * Takes in the {@code Date} of an answer.
   *
   * @param date ms since the epoch
   * @param asked when the request was sent, by this clock
   */
  synchronized void observe(long date, long asked) {
    long now = now();
    if (Math.abs(now - date) > TOLERANCE_MILLIS + (now - asked)) {
      anchorNanos = nanos.getAsLong();
      anchorMillis = date;
      corrections++;
    }
  }

  /** How often an answer has set it right. */
  synchronized int corrections() {
    return corrections;
  }

  /**
   * Waits for a while of the server's time.
   *
   * @throws StoppedException if it is closed before or meanwhile
   */
  void sleep(long millis) throws InterruptedException {
    long wait = (long) Math.ceil(Math.max(0, millis) / speed);
    if (closed.await(wait, TimeUnit.MILLISECONDS)) {
      throw new StoppedException();
    }
  }

  /** How much real time a span of the server's time takes, ms. */
  long real(long millis) {
    return (long) (millis / speed);
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  void close() {
    closed.countDown();
  }
}
