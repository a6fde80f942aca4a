package dev.meetuppulse.cli.count;

/** The count can't finish: one line that says why. */
public final class CountException extends RuntimeException {
  public CountException(String message) {
    super(message);
  }
}
