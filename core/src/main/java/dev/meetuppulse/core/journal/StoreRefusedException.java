package dev.meetuppulse.core.journal;

/**
 * The store answers, but refuses: its message has the store's own words and the setting to change.
 */
public final class StoreRefusedException extends StoreException {
  public StoreRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
