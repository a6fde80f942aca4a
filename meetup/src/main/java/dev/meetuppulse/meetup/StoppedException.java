package dev.meetuppulse.meetup;

/** The source was closed while it waited. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException() {
    super("closed", null, false, false);
  }
}
