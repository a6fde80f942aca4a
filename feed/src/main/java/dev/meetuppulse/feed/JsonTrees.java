package dev.meetuppulse.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Reads and writes JSON as trees. */
public final class JsonTrees {
  // Names chosen to have one hash would fill the table of names that parsers share, for good.
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build());

  private JsonTrees() {}

  /** Reads foreign JSON; a missing node if it is invalid. */
  public static JsonNode read(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      return MAPPER.missingNode();
    }
  }

  /** Writes UTF-8, with an escape for half of a surrogate pair: it has no form in UTF-8. */
  public static byte[] write(Object tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing a tree", e);
    }
  }
}
