package dev.meetuppulse.feed;

/** Something does not answer for now. */
public final class TryLaterException extends FeedException {
  private static final long serialVersionUID = 1L;

  TryLaterException(String message, Throwable cause) {
    super(message, cause);
  }
}
