package dev.meetuppulse.core.journal;

/** The store did not answer, or refused. The message says which store and what to check. */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
