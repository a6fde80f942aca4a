package dev.meetuppulse.spouts;

import org.slf4j.Logger;

/** Logs one line when a problem begins and one when it ends. Thread safe. */
public final class LogOnce {
  private final Logger log;
  private boolean open;

  public LogOnce(Logger log) {
    this.log = log;
  }

  /**
   * Notes that the problem exists.
   *
   * @param cause its message is logged, without the stack; may be null
   * @return true if it has just begun
   */
  public synchronized boolean begin(String what, Throwable cause) {
    if (open) {
      return false;
    }
    open = true;
    log.warn("{}; retrying{}", what, cause == null ? "" : ": " + cause);
    return true;
  }

  public synchronized void end(String what) {
    if (open) {
      open = false;
      log.info(what);
    }
  }
}
