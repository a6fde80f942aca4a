package dev.meetuppulse.feed;

/** Something does not answer for now. */
public final class TryLaterException extends FeedException {
  TryLaterException(String message, Throwable cause) {
    super(message, cause);
  }
}
