package dev.meetuppulse.meetup;

/** The source was closed while it waited. */
final class StoppedException extends RuntimeException {
  StoppedException() {
    super("closed", null, false, false);
  }
}
