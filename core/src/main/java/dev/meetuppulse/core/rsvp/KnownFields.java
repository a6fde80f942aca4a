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
 * object of their own: those that are complete before the first place where the line is not JSON.
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

  /** More than fits a key, so that what does not fit without its space does not fit in this. */
  private static final int LONGEST_SPACE = 1_000;

  private static final int LONGEST_TEXT_OF_BROKEN = 300;
  private static final String AFTER = ",}] \t\r\n";
  private static final String MARKS = "\"'`{}[]<>\\";

  private static final JsonFactory FACTORY = new JsonFactory();

  private final byte[] line;
  private final JsonParser json;
  private final JsonGenerator copy;
  private final boolean whole;

  private KnownFields(byte[] line, JsonParser json, JsonGenerator copy, boolean whole) {
    this.line = line;
    this.json = json;
    this.copy = copy;
    this.whole = whole;
  }

  /** True for the name of a known field, or of an object or list that holds some. */
  static boolean isName(String name) {
    return VALUES.contains(name) || OBJECTS.contains(name) || name.equals(LIST);
  }

  /** Those of a broken line; {@code {}} if it does not begin with an object. */
  static byte[] beforeFault(byte[] line) {
    return copy(line, false);
  }

  /**
   * Those of a line that is one JSON object, where every text is what it seems. Each keeps its
   * kind, and what is too long is cut to what is too long for the parser too.
   */
  static byte[] ofObject(byte[] line) {
    return copy(EscapedNames.readable(line), true);
  }

  private static byte[] copy(byte[] line, boolean whole) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    byte[] utf8 = Arrays.copyOf(line, Utf8.validLength(line));
    // Closing the generator closes the objects and arrays that are open at the fault.
    try (JsonGenerator copy = FACTORY.createGenerator(bytes)) {
      copy.writeStartObject();
      copyBeforeFault(utf8, copy, whole);
    } catch (IOException e) {
      throw new UncheckedIOException("writing an array", e);
    }
    return bytes.toByteArray();
  }

  private static void copyBeforeFault(byte[] utf8, JsonGenerator copy, boolean whole) {
    if (!StrictJson.isUtf8(utf8, 0, utf8.length)) {
      return;
    }
    try {
      StrictJson.readUtf8(
          utf8,
          json -> {
            if (json.nextToken() == JsonToken.START_OBJECT) {
              new KnownFields(utf8, json, copy, whole).copyObject();
            }
            return null;
          });
    } catch (JsonProcessingException e) {
      // The fault: what comes before it is copied.
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
      } else {
        copyOther(name, token);
        token = json.nextToken();
      }
    }
  }

  /** Copies the value of a field, unless it is unknown or an object or list that may hold some. */
  private void copyOther(String name, JsonToken token) throws IOException {
    boolean scalar = token != null && token.isScalarValue();
    if (scalar && (VALUES.contains(name) || whole && isName(name))) {
      copyValue(name, token);
      return;
    }
    if (whole && isName(name)) {
      copy.writeFieldName(name);
      copy.writeRawValue(token == JsonToken.START_OBJECT ? "{}" : "[]");
    }
    json.skipChildren();
  }

  private void copyObjects() throws IOException {
    JsonToken token = json.nextToken();
    while (token != null && token != JsonToken.END_ARRAY) {
      if (token == JsonToken.START_OBJECT) {
        copy.writeStartObject();
        copyObject();
        copy.writeEndObject();
      } else {
        if (whole) {
          copy.writeNull();
        }
        json.skipChildren();
      }
      token = json.nextToken();
    }
  }

  private void copyValue(String name, JsonToken token) throws IOException {
    // Reads the value to its end, and throws if the line ends or breaks before.
    String text = json.getText();
    if (token == JsonToken.VALUE_STRING) {
      if (whole) {
        copy.writeStringField(name, shortened(Text.wellFormed(text)));
      } else if (isKept(text)) {
        copy.writeStringField(name, text);
      }
    } else if (whole || !token.isNumeric() || isWholeNumber(text)) {
      copy.writeFieldName(name);
      copy.writeRawValue(whole && token.isNumeric() ? shortNumber(text, token) : text);
    }
  }

  private static String shortNumber(String text, JsonToken token) {
    if (text.length() <= LONGEST_NUMBER) {
      return text;
    }
    return token == JsonToken.VALUE_NUMBER_INT ? text.substring(0, LONGEST_NUMBER) : "0.5";
  }

  private static String shortened(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int space = text.indexOf(Text.trim(text));
    int from = Math.max(0, space - LONGEST_SPACE);
    int to = Math.min(text.length(), from + LONGEST_TEXT);
    return text.substring(from, Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to);
  }

  /** A number has no delimiter of its own: it is complete if what follows may follow a number. */
  private boolean isWholeNumber(String text) {
    int end = (int) json.currentLocation().getByteOffset();
    return text.length() <= LONGEST_NUMBER && end < line.length && AFTER.indexOf(line[end]) >= 0;
  }

  private static boolean isKept(String text) {
    return text.length() <= LONGEST_TEXT_OF_BROKEN
        && Text.wellFormed(text).equals(text)
        && text.chars().noneMatch(c -> MARKS.indexOf(c) >= 0)
        && !MemberText.isIn(text);
  }
}
