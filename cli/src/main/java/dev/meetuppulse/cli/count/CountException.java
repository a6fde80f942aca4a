package dev.meetuppulse.cli.count;

/** The count can't finish: one line that says why. */
public final class CountException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CountException(String message) {
    super(message);
  }
}
