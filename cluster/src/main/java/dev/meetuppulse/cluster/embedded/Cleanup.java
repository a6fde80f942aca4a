package dev.meetuppulse.cluster.embedded;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Closes what was opened, the last first, exactly once: when closed, or when the process ends by a
 * signal (Ctrl-C) or a library. One that does not close in time does not hold up the others.
 */
public final class Cleanup implements AutoCloseable {
  private static final long STARTING_GRACE_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(60);

  /** A library that ended the process may wait for the end of what is being closed. */
  private static final Duration CLOSE_LIMIT_WHEN_BROKEN = Duration.ofSeconds(5);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Thread hook = new Thread(this::closeBeforeExit, "cleanup");
  private final Consumer<String> complaints;
  private final AtomicBoolean failed = new AtomicBoolean();
  private volatile boolean broken;
  private int starting;
  private boolean closing;
  private boolean closed;

  /**
   * Starts to listen for the end of the process.
   *
   * @param complaints gets a line for each that does not close, or for what failed before
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

  /**
   * Says why the process fails. What fails after that is a consequence, and is not reported.
   *
   * @return true if this was the first
   */
  public boolean printFailure(String why) {
    boolean first = failed.compareAndSet(false, true);
    if (first) {
      complaints.accept(why);
    }
    return first;
  }

  /**
   * Ends the process with code 1 because a server in it can't go on. Returns at once; everything is
   * closed, and nothing is waited for long.
   */
  public void fail(String why) {
    broken = true;
    printFailure(why);
    new Thread(() -> System.exit(1), "failure").start();
  }

  /** Also ends the processes of starts that did not finish in time. */
  private void closeBeforeExit() {
    ExitCaller.find().ifPresent(this::brokenBy);
    closeAll();
    ProcessHandle.current()
        .children()
        .filter(child -> !Watchdog.isOne(child))
        .forEach(ProcessHandle::destroyForcibly);
    if (broken) {
      Runtime.getRuntime().halt(1);
    }
  }

  private void brokenBy(String library) {
    broken = true;
    printFailure(library + " ended this process; run it again with --log FILE to see why");
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
      close(next);
    }
    synchronized (this) {
      closed = true;
      notifyAll();
    }
  }

  private void close(AutoCloseable closing) {
    String name = closing.getClass().getSimpleName();
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              closing.close();
              return null;
            });
    Thread thread = new Thread(task, "closing " + name);
    thread.setDaemon(true);
    thread.start();
    Duration limit = broken ? CLOSE_LIMIT_WHEN_BROKEN : CLOSE_LIMIT;
    try {
      task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      complain(name + " did not close cleanly: " + e.getCause());
    } catch (TimeoutException e) {
      complain(name + " did not close within " + limit.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void complain(String line) {
    if (!failed.get()) {
      complaints.accept(line);
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
