package dev.meetuppulse.core.rsvp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the form of a line, not its content. */
public final class Lines {
  private static final Pattern LISTED = Pattern.compile("/(\\w+)/\\d+/rsvp_id");

  private Lines() {}

  /** True for a keep-alive: empty, or ASCII white space only. */
  public static boolean isBlank(byte[] line) {
    return isBlank(line, 0, line.length);
  }

  /** True if a part of a line is only white space. */
  public static boolean isBlank(byte[] line, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = line[i];
      if (b != ' ' && (b < '\t' || b > '\r')) {
        return false;
      }
    }
    return true;
  }

  /** True if a line is one JSON object, and nothing else. */
  public static boolean isObject(byte[] line) {
    return firstToken(line) == JsonToken.START_OBJECT;
  }

  /** True if a line is one JSON value of any kind, and nothing else. */
  public static boolean isJson(byte[] line) {
    return firstToken(line) != null;
  }

  /**
   * The name of the list of RSVPs that an object holds, as a page of an API does: {@code results}
   * of <code>{"results":[{"rsvp_id":…</code>. Empty if it holds none, or is an RSVP itself.
   *
   * @param line one JSON object
   */
  public static Optional<String> listOfRsvps(byte[] line) {
    return StrictJson.read(line, Lines::listOfRsvps, Optional.empty());
  }

  private static Optional<String> listOfRsvps(JsonParser json) throws IOException {
    Optional<String> list = Optional.empty();
    for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
      if (token == JsonToken.FIELD_NAME && json.currentName().equals("rsvp_id")) {
        Matcher place = LISTED.matcher(json.getParsingContext().pathAsPointer().toString());
        if (!place.matches()) {
          return Optional.empty();
        }
        list = Optional.of(place.group(1));
      }
    }
    return list;
  }

  /** Null if the line is not one JSON value. */
  private static JsonToken firstToken(byte[] line) {
    return StrictJson.read(line, Lines::onlyToken, null);
  }

  private static JsonToken onlyToken(JsonParser json) throws IOException {
    JsonToken first = json.nextToken();
    if (first == null) {
      return null;
    }
    json.skipChildren();
    return json.nextToken() == null ? first : null;
  }
}
