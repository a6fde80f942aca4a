package dev.meetuppulse.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.web.boards.Catalog;
import dev.meetuppulse.web.boards.Catalogs;
import dev.meetuppulse.web.http.Json;
import dev.meetuppulse.web.http.Payload;
import dev.meetuppulse.web.http.Resources;
import dev.meetuppulse.web.http.Responder;
import io.javalin.http.Context;

/**
 * {@code /openapi.json}: the API's description, with the windows, dimensions and rows there are.
 */
final class OpenApiRoute implements Responder.Route {
  private static final String DOCUMENT = Resources.text("openapi.json");

  private final Catalogs catalogs;

  OpenApiRoute(Catalogs catalogs) {
    this.catalogs = catalogs;
  }

  @Override
  public Payload answer(Context context) {
    Catalog catalog = catalogs.current();
    JsonNode document = Json.tree(DOCUMENT);
    ArrayNode windows = (ArrayNode) document.at("/components/parameters/window/schema/enum");
    catalog.windowNames().forEach(windows::add);
    ArrayNode dimensions = (ArrayNode) document.at("/components/parameters/dimension/schema/enum");
    catalog.dimensionIds().forEach(dimensions::add);
    ObjectNode rows = (ObjectNode) document.at("/components/parameters/rows/schema");
    rows.put("maximum", catalog.mostRows());
    return Payload.json(document);
  }
}
