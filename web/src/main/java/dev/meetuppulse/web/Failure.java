package dev.meetuppulse.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.count.StoreException;

/** Errors as JSON: a word for programs, a sentence for people. */
final class Failure {
  private Failure() {}

  static ObjectNode of(String error, String message) {
    return JsonNodeFactory.instance.objectNode().put("error", error).put("message", message);
  }

  static ObjectNode of(StoreException e) {
    return of("redis_down", e.getMessage());
  }
}
