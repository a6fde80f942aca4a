package dev.meetuppulse.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Errors as JSON: a word for programs, a sentence for people. */
final class Failure {
  private Failure() {}

  static ObjectNode of(String error, String message) {
    return JsonNodeFactory.instance.objectNode().put("error", error).put("message", message);
  }
}
