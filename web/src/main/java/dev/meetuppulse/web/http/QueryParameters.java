package dev.meetuppulse.web.http;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters of a request's address, in UTF-8. The server's own parser leaves out what it can't
 * decode.
 */
public final class QueryParameters {
  private final Map<String, String> values = new LinkedHashMap<>();
  private BadRequestException fault;

  private QueryParameters(String query) {
    for (String part : query.split("&")) {
      String[] sides = part.split("=", 2);
      try {
        String name = decode(sides[0]);
        String value = decode(sides.length == 1 ? "" : sides[1]);
        if (!part.isEmpty() && values.putIfAbsent(name, value) != null) {
          fault = new BadRequestException("the parameter " + name + " is given twice; send one");
        }
      } catch (CharacterCodingException | IllegalArgumentException e) {
        fault = BadRequestException.unknown("parameter", part, "UTF-8, with % itself as %25");
      }
    }
  }

  public static QueryParameters of(Context context) {
    String query = context.queryString();
    return new QueryParameters(query == null ? "" : query);
  }

  /** The value of a parameter, the first if there are several; null if there is none. */
  public String get(String name) {
    return values.get(name);
  }

  /** Refuses parameters that would be ignored. */
  public void only(List<String> known) {
    if (fault != null) {
      throw fault;
    }
    Set<String> unknown = new TreeSet<>(values.keySet());
    known.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw BadRequestException.unknown(
          "parameter",
          unknown.iterator().next(),
          known.isEmpty() ? "none" : "one of " + String.join(", ", known));
    }
  }

  private static String decode(String text) throws CharacterCodingException {
    String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    String decoded = URLDecoder.decode(bytes, StandardCharsets.ISO_8859_1);
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(decoded.getBytes(StandardCharsets.ISO_8859_1)))
        .toString();
  }
}
