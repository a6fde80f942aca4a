package dev.meetuppulse.core.rsvp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A field that should hold an integer of 64 bits. Used again for each record. */
final class IntegerField {
  private FieldState state = FieldState.ABSENT;
  private long value;

  enum FieldState {
    ABSENT,
    FINE,
    BAD_TYPE,
    BAD_VALUE
  }

  void clear() {
    state = FieldState.ABSENT;
    value = 0;
  }

  FieldState state() {
    return state;
  }

  /** Takes a value; false if there is one already. */
  boolean setOnce(long read) {
    boolean first = state == FieldState.ABSENT;
    state = FieldState.FINE;
    value = read;
    return first;
  }

  /** 0 unless the state is fine. */
  long value() {
    return value;
  }

  /** Reads the value at the parser's position, all of it; null is absent. */
  void read(JsonParser json) throws IOException {
    clear();
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT) {
      readDigits(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    } else if (token != JsonToken.VALUE_NULL) {
      state = FieldState.BAD_TYPE;
      json.skipChildren();
    }
  }

  /** By hand, because hostile integers may have a million digits. */
  private void readDigits(char[] chars, int offset, int length) {
    boolean negative = chars[offset] == '-';
    int first = negative ? offset + 1 : offset;
    int digits = offset + length - first;
    if (digits > 19) {
      state = FieldState.BAD_VALUE;
      return;
    }
    // Counted below zero, where the largest magnitude is; 19 digits overflow at most once.
    long sum = 0;
    for (int i = first; i < first + digits; i++) {
      sum = 10 * sum - (chars[i] - '0');
    }
    boolean tooLarge = sum > 0 || !negative && sum == Long.MIN_VALUE;
    state = tooLarge ? FieldState.BAD_VALUE : FieldState.FINE;
    value = tooLarge ? 0 : negative ? sum : -sum;
  }
}
