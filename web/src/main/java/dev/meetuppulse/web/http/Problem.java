package dev.meetuppulse.web.http;

import dev.meetuppulse.core.journal.CorruptEntryException;
import dev.meetuppulse.core.journal.StoreException;

/**
 * An error as the API gives it.
 *
 * @param error a word for programs
 * @param message a sentence for people
 */
public record Problem(String error, String message) {

  /** Redis does not answer, holds something unreadable, or too much was asked of it. */
  public static Problem of(StoreException e) {
    String error =
        e instanceof BusyException
            ? "busy"
            : e.getCause() instanceof CorruptEntryException ? "unreadable" : "redis_down";
    return new Problem(error, e.getMessage());
  }
}
