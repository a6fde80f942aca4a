package dev.meetuppulse.core.journal;

/** A journal entry that is torn, foreign or of another format. The message says which. */
public class CorruptEntryException extends Exception {
  private static final long serialVersionUID = 1L;

  public CorruptEntryException(String message) {
    super(message);
  }
}
