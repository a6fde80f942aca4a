package dev.meetuppulse.core.rsvp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;

/**
 * The fields that the stream is known to have outside of member, copied from a line as a JSON
 * object of their own: those that stand whole before the first place where the line is no JSON.
 *
 * <p>Of a broken line a text is copied only if it is short and without marks of structure, so that
 * nothing that a missing quote has joined together gets through.
 */
final class KnownFields {
  private static final Set<String> VALUES =
      Set.of(
          "rsvp_id",
          "mtime",
          "response",
          "guests",
          "visibility",
          "venue_id",
          "venue_name",
          "lon",
          "lat",
          "event_id",
          "event_name",
          "event_url",
          "time",
          "group_id",
          "group_name",
          "group_city",
          "group_country",
          "group_state",
          "group_urlname",
          "group_lon",
          "group_lat",
          "urlkey",
          "topic_name");
  private static final Set<String> OBJECTS = Set.of("venue", "event", "group");
  private static final String LIST = "group_topics";

  private static final int LONGEST_NUMBER = 40;
  private static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST_TEXT_OF_BROKEN = 300;
  private static final String AFTER = ",}] \t\r\n";
  private static final String MARKS = "\"'`{}[]<>\\";

  private static final JsonFactory FACTORY = new JsonFactory();

  private final byte[] line;
  private final JsonParser json;
  private final JsonGenerator copy;
  private final boolean anyText;

  private KnownFields(byte[] line, JsonParser json, JsonGenerator copy, boolean anyText) {
    this.line = line;
    this.json = json;
    this.copy = copy;
    this.anyText = anyText;
  }

  /** True for the name of a known field, or of an object or list that holds some. */
  static boolean isName(String name) {
    return VALUES.contains(name) || OBJECTS.contains(name) || name.equals(LIST);
  }

  /** Those of a broken line; {@code {}} if it does not begin with an object. */
  static byte[] beforeFault(byte[] line) {
    return copy(line, false);
  }

  /** Those of a line that is one JSON object, where every short text is what it seems. */
  static byte[] ofObject(byte[] line) {
    return copy(line, true);
  }

  private static byte[] copy(byte[] line, boolean anyText) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    byte[] utf8 = Arrays.copyOf(line, Utf8.validLength(line));
    // Closing the generator closes the objects and arrays that are open at the fault.
    try (JsonGenerator copy = FACTORY.createGenerator(bytes)) {
      copy.writeStartObject();
      copyBeforeFault(utf8, copy, anyText);
    } catch (IOException e) {
      throw new UncheckedIOException("writing an array", e);
    }
    return bytes.toByteArray();
  }

  private static void copyBeforeFault(byte[] utf8, JsonGenerator copy, boolean anyText)
      throws IOException {
    try (JsonParser json = StrictJson.open(utf8)) {
      if (json != null && json.nextToken() == JsonToken.START_OBJECT) {
        new KnownFields(utf8, json, copy, anyText).copyObject();
      }
    } catch (JsonProcessingException e) {
      // The fault: what stands before it is copied.
    }
  }

  private void copyObject() throws IOException {
    JsonToken token = json.nextToken();
    while (token == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      token = json.nextToken();
      if (OBJECTS.contains(name) && token == JsonToken.START_OBJECT) {
        copy.writeObjectFieldStart(name);
        copyObject();
        copy.writeEndObject();
        token = json.nextToken();
      } else if (name.equals(LIST) && token == JsonToken.START_ARRAY) {
        copy.writeArrayFieldStart(name);
        copyObjects();
        copy.writeEndArray();
        token = json.nextToken();
      } else if (VALUES.contains(name) && token != null && token.isScalarValue()) {
        copyValue(name, token);
        token = json.nextToken();
      } else {
        json.skipChildren();
        token = json.nextToken();
      }
    }
  }

  private void copyObjects() throws IOException {
    JsonToken token = json.nextToken();
    while (token != null && token != JsonToken.END_ARRAY) {
      if (token == JsonToken.START_OBJECT) {
        copy.writeStartObject();
        copyObject();
        copy.writeEndObject();
      } else {
        json.skipChildren();
      }
      token = json.nextToken();
    }
  }

  private void copyValue(String name, JsonToken token) throws IOException {
    // Reads the value to its end, and throws if the line ends or breaks before.
    String text = json.getText();
    if (token == JsonToken.VALUE_STRING) {
      if (isKept(text)) {
        copy.writeStringField(name, text);
      }
    } else if (!token.isNumeric() || isWholeNumber(text)) {
      copy.writeFieldName(name);
      copy.writeRawValue(text);
    }
  }

  /** A number has no end of its own: it is whole if what may stand after it does. */
  private boolean isWholeNumber(String text) {
    int end = (int) json.currentLocation().getByteOffset();
    return text.length() <= LONGEST_NUMBER && end < line.length && AFTER.indexOf(line[end]) >= 0;
  }

  private boolean isKept(String text) {
    if (text.length() > (anyText ? LONGEST_TEXT : LONGEST_TEXT_OF_BROKEN)
        || !Text.wellFormed(text).equals(text)) {
      return false;
    }
    return anyText || text.chars().noneMatch(c -> MARKS.indexOf(c) >= 0) && !MemberText.isIn(text);
  }
}
