package dev.meetuppulse.core.rsvp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A field that should hold text. Used again for each record. */
final class TextField {
  private boolean badType;
  private String value;

  void clear() {
    badType = false;
    value = null;
  }

  boolean isBadType() {
    return badType;
  }

  /** Null if absent or of a bad type. */
  String value() {
    return value;
  }

  /** The value, or null if there is none or it is blank. */
  String valueUnlessBlank() {
    return value == null || Text.isBlank(value) ? null : value;
  }

  /** Takes a value; false if there is one already. */
  boolean setOnce(String read) {
    boolean first = value == null && !badType;
    value = read;
    return first;
  }

  /** Reads the value at the parser's position, all of it; null is absent. */
  void read(JsonParser json, TextTable texts) throws IOException {
    clear();
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      value = texts.get(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    } else if (token != JsonToken.VALUE_NULL) {
      badType = true;
      json.skipChildren();
    }
  }
}
