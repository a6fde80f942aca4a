package dev.meetuppulse.meetup;

/** A query was not answered as often as it was to be tried; the message says why. */
final class UnansweredException extends Exception {
  private static final long serialVersionUID = 1L;

  UnansweredException(String message) {
    super(message);
  }
}
