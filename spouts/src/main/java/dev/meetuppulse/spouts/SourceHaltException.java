package dev.meetuppulse.spouts;

/** A partition can't continue; the message says why and what to do. Shown only in Storm UI. */
final class SourceHaltException extends Exception {
  SourceHaltException(String message) {
    super(message, null, false, false);
  }
}
