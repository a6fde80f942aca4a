package dev.meetuppulse.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.journal.CorruptEntryException;
import dev.meetuppulse.core.journal.StoreException;

/** Errors as JSON: a word for programs, a sentence for people. */
final class Failure {
  private Failure() {}

  static ObjectNode of(String error, String message) {
    return JsonNodeFactory.instance.objectNode().put("error", error).put("message", message);
  }

  /** Redis does not answer, holds what can't be read, or too much was asked of it. */
  static ObjectNode of(StoreException e) {
    String error =
        e instanceof BusyException
            ? "busy"
            : e.getCause() instanceof CorruptEntryException ? "unreadable" : "redis_down";
    return of(error, e.getMessage());
  }
}
