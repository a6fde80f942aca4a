package dev.meetuppulse.meetup;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The server's time, as seen from its responses. A wrong local clock would produce tokens that are
 * not valid yet, and waits of the wrong length. A response's date may be wrong too, so the clock is
 * corrected only by two in a row that agree.
 */
final class ServerClock {
  /** A response's {@code Date} has whole seconds, and travels. */
  private static final long TOLERANCE_MILLIS = 2_000;

  private final double speed;
  private final LongSupplier nanos;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final long firstNanos;
  private long anchorMillis;
  private long anchorNanos;

  /** Of the last date, if it differed; null if it agreed with this clock. */
  private Deviation unconfirmed;

  /**
   * How far a date is from this clock.
   *
   * @param travelled how long the response may have been on its way
   */
  private record Deviation(long millis, long travelled) {
    static final Deviation NONE = new Deviation(0, 0);

    boolean agreesWith(Deviation other) {
      return Math.abs(millis - other.millis)
          <= TOLERANCE_MILLIS + Math.max(travelled, other.travelled);
    }
  }

  /**
   * @param speed seconds of the server's time per real second
   * @param wall our own clock, ms since the epoch; holds until a response says otherwise
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

  /** Ms since it began, for spans: no response corrects it. */
  long ticks() {
    return (long) ((nanos.getAsLong() - firstNanos) / 1e6 * speed);
  }

  /**
   * Takes in the {@code Date} of a response. If it differs, and the one before differed by as much,
   * this clock is set to it.
   *
   * @param date ms since the epoch
   * @param asked when the request was sent, by this clock
   * @return true if the date agrees with the clock as it was
   */
  synchronized boolean observe(long date, long asked) {
    long now = now();
    Deviation deviation = new Deviation(date - now, now - asked);
    if (deviation.agreesWith(Deviation.NONE)) {
      unconfirmed = null;
      return true;
    }
    if (unconfirmed != null && deviation.agreesWith(unconfirmed)) {
      unconfirmed = null;
      anchorNanos = nanos.getAsLong();
      anchorMillis = date;
    } else {
      unconfirmed = deviation;
    }
    return false;
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
