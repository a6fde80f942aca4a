package dev.meetuppulse.core.journal;

/** A journal entry that was counted with other settings. The message names both. */
public final class OtherScopeException extends CorruptEntryException {
  OtherScopeException(CountScope saved, CountScope wanted) {
    super("saved with " + saved + ", but the settings now say " + wanted);
  }
}
