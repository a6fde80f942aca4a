package dev.meetuppulse.feed;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes a stream that says nothing for too long, which wakes whoever waits for it. Time that the
 * reader spends elsewhere does not count.
 */
final class IdleWatch extends FilterInputStream {
  private final long limitNanos;
  private final ScheduledExecutorService timer;
  private volatile boolean waiting;
  private volatile long waitingSince;
  private volatile boolean idle;

  IdleWatch(InputStream in, Duration limit) {
    super(in);
    limitNanos = limit.toNanos();
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "feed-idle-watch");
              thread.setDaemon(true);
              return thread;
            });
    long tick = Math.max(1, limitNanos / 8);
    timer.scheduleWithFixedDelay(this::look, tick, tick, TimeUnit.NANOSECONDS);
  }

  /** True if the stream was closed because it said nothing. */
  boolean wasIdle() {
    return idle;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    waitingSince = System.nanoTime();
    waiting = true;
    try {
      return in.read(bytes, offset, length);
    } finally {
      waiting = false;
    }
  }

  @Override
  public void close() throws IOException {
    timer.shutdownNow();
    in.close();
  }

  private void look() {
    if (waiting && System.nanoTime() - waitingSince > limitNanos) {
      idle = true;
      try {
        in.close();
      } catch (IOException e) {
        // It is given up either way.
      }
    }
  }
}
