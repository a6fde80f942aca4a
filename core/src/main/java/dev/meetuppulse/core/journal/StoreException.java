package dev.meetuppulse.core.journal;

/** The store did not answer, or refused. The message says which store and what to check. */
public class StoreException extends RuntimeException {
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
