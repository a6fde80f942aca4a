package dev.meetuppulse.core.journal;

/** What the store holds can't be read: another program, or another version, wrote it. */
public final class UnreadableStateException extends StoreException {
  private static final long serialVersionUID = 1L;

  public UnreadableStateException(String message, Throwable cause) {
    super(message, cause);
  }
}
