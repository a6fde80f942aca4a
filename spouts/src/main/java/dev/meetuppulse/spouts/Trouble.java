package dev.meetuppulse.spouts;

import org.slf4j.Logger;

/** Logs a trouble once when it begins and once when it is over. Thread safe. */
final class Trouble {
  private final Logger log;
  private boolean open;

  Trouble(Logger log) {
    this.log = log;
  }

  /**
   * @param cause its message is logged, without the stack; may be null
   * @return true if it begins
   */
  synchronized boolean report(String what, Throwable cause) {
    if (open) {
      return false;
    }
    open = true;
    log.warn("{}; trying again until it works{}", what, cause == null ? "" : ": " + cause);
    return true;
  }

  synchronized void over(String what) {
    if (open) {
      open = false;
      log.info(what);
    }
  }
}
