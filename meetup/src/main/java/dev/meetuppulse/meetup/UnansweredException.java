package dev.meetuppulse.meetup;

/** A query got no response in all its tries; the message says why. */
final class UnansweredException extends Exception {
  UnansweredException(String message) {
    super(message);
  }
}
