package dev.meetuppulse.core.journal;

/** Saved state that another program, or another version, wrote: it can't be read. */
public final class UnreadableStateException extends StoreException {
  public UnreadableStateException(String message, Throwable cause) {
    super(message, cause);
  }
}
