package dev.meetuppulse.feed;

/** The feed can't continue; the message says in one line why and what to do. */
public final class FeedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FeedException(String message) {
    super(message);
  }

  public FeedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The first line of an exception's message, or the name of its class if it has none. */
  public static String firstLine(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow().strip();
  }
}
