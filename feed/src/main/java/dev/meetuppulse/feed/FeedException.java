package dev.meetuppulse.feed;

/** The feed can't continue; the message says in one line why and what to do. */
public class FeedException extends RuntimeException {
  public FeedException(String message) {
    super(message);
  }

  public FeedException(String message, Throwable cause) {
    super(message, cause);
  }
}
