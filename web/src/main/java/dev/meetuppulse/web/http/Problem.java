package dev.meetuppulse.web.http;

import dev.meetuppulse.core.journal.CorruptEntryException;
import dev.meetuppulse.core.journal.CountsMissingException;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.journal.StoreRefusedException;
import dev.meetuppulse.core.journal.UnreadableStateException;

/**
 * An error as the API gives it.
 *
 * @param error a word for programs
 * @param message a sentence for people
 */
public record Problem(String error, String message) {

  /** Redis does not answer, refuses, holds something unreadable, or too much was asked of it. */
  public static Problem of(StoreException e) {
    String error =
        e instanceof BusyException || e instanceof CountsMissingException
            ? "busy"
            : e instanceof UnreadableStateException || e.getCause() instanceof CorruptEntryException
                ? "unreadable"
                : e instanceof StoreRefusedException ? "redis_refuses" : "redis_down";
    return new Problem(error, e.getMessage());
  }
}
