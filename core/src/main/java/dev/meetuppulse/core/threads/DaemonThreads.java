package dev.meetuppulse.core.threads;

import java.util.concurrent.ThreadFactory;

/** Threads that keep no process alive. */
public final class DaemonThreads {
  private DaemonThreads() {}

  /** Creates threads of this name. */
  public static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
