package dev.meetuppulse.spouts;

import org.apache.storm.task.IErrorReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows errors in Storm UI. Storm keeps them in ZooKeeper, which may be away too, or closed before
 * a task that is ending; that must not end the worker.
 */
public final class StormErrors {
  private static final Logger LOG = LoggerFactory.getLogger(StormErrors.class);

  private StormErrors() {}

  /** Reports an error; if Storm can't take it, only the log has it. */
  public static void report(IErrorReporter collector, Throwable error) {
    try {
      collector.reportError(error);
    } catch (RuntimeException e) {
      LOG.warn("Storm UI does not show '{}': {}", error.getMessage(), e.toString());
    }
  }
}
