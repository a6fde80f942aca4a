package dev.meetuppulse.cluster.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Closes what was opened, the last first, exactly once: when closed, or when the process is told to
 * stop (Ctrl-C).
 */
public final class Cleanup implements AutoCloseable {
  private static final long STARTING_GRACE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Thread hook = new Thread(this::closeBeforeExit, "cleanup");
  private final Consumer<String> complaints;
  private int starting;
  private boolean closing;
  private boolean closed;

  /**
   * Starts to listen for the end of the process.
   *
   * @param complaints gets a line for each that does not close
   */
  public Cleanup(Consumer<String> complaints) {
    this.complaints = complaints;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Opens something and remembers to close it. A stop that comes in the middle waits for the start
   * to finish, so that nothing half started remains.
   *
   * @throws IllegalStateException if this is closed already; then nothing stays open
   */
  public <T extends AutoCloseable> T open(Callable<T> start) throws Exception {
    synchronized (this) {
      if (closing) {
        throw new IllegalStateException("stopping");
      }
      starting++;
    }
    T opened = null;
    try {
      opened = start.call();
      return opened;
    } finally {
      synchronized (this) {
        if (opened != null) {
          open.push(opened);
        }
        starting--;
        notifyAll();
      }
    }
  }

  /** True once closing has begun. */
  public synchronized boolean isClosing() {
    return closing;
  }

  /** Waits until closing begins. */
  public synchronized void awaitClosing() throws InterruptedException {
    while (!closing) {
      wait();
    }
  }

  @Override
  public void close() {
    closeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is stopping: the hook runs, and finds nothing left to do.
    }
  }

  /** Also ends the processes of starts that did not finish in time. */
  private void closeBeforeExit() {
    closeAll();
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
  }

  private void closeAll() {
    synchronized (this) {
      if (closing) {
        awaitClosed();
        return;
      }
      closing = true;
      notifyAll();
      awaitStarts();
    }
    for (AutoCloseable next = poll(); next != null; next = poll()) {
      try {
        next.close();
      } catch (Exception e) {
        complaints.accept(next.getClass().getSimpleName() + " did not close cleanly: " + e);
      }
    }
    synchronized (this) {
      closed = true;
      notifyAll();
    }
  }

  private synchronized AutoCloseable poll() {
    return open.poll();
  }

  private synchronized void awaitStarts() {
    long deadline = System.nanoTime() + STARTING_GRACE_NANOS;
    try {
      for (long left = STARTING_GRACE_NANOS;
          starting > 0 && left > 0;
          left = deadline - System.nanoTime()) {
        wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void awaitClosed() {
    try {
      while (!closed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
