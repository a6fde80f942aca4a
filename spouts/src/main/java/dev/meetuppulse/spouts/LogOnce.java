package dev.meetuppulse.spouts;

import org.slf4j.Logger;

/** Logs one line when a problem begins and one when it ends. Thread safe. */
public final class LogOnce {
  private final Logger log;
  private boolean isOngoing;

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
    if (isOngoing) {
      return false;
    }
    isOngoing = true;
    log.warn("{}; retrying{}", what, cause == null ? "" : ": " + cause);
    return true;
  }

  public synchronized void end(String what) {
    if (isOngoing) {
      isOngoing = false;
      log.info(what);
    }
  }
}
