package dev.meetuppulse.core.journal;

/** A journal entry that is torn, foreign or of another format. The message says which. */
public class CorruptEntryException extends Exception {
  public CorruptEntryException(String message) {
    super(message);
  }
}
