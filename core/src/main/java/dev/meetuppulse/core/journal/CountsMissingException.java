package dev.meetuppulse.core.journal;

/** Counts that the store had are missing. Their counter saves them again within seconds. */
public final class CountsMissingException extends StoreException {
  public CountsMissingException() {
    super("Redis lost some counts; they will be saved again shortly: retry", null);
  }
}
