package dev.meetuppulse.meetup;

/** A query was not answered as often as it was to be tried; the message says why. */
final class UnansweredException extends Exception {
  UnansweredException(String message) {
    super(message);
  }
}
