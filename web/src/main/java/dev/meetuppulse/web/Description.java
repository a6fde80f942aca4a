package dev.meetuppulse.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.window.Dimension;

/** The API's OpenAPI document, with the windows, dimensions and rows that are set here. */
final class Description {
  private Description() {}

  static Answer of(Query query) {
    JsonNode document;
    try {
      document = new ObjectMapper().readTree(Assets.text("openapi.json"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    ArrayNode windows = (ArrayNode) document.at("/components/parameters/window/schema/enum");
    query.windows().forEach(windows::add);
    ArrayNode dimensions = (ArrayNode) document.at("/components/parameters/dimension/schema/enum");
    query.dimensions().stream().map(Dimension::id).forEach(dimensions::add);
    ObjectNode rows = (ObjectNode) document.at("/components/parameters/rows/schema");
    rows.put("maximum", query.mostRows());
    return Answer.json(document.toString());
  }
}
