package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Moves a record in time: rewrites its {@code mtime} and touches nothing else. */
public final class MtimeShift {

  private MtimeShift() {}

  /**
   * The line with its {@code mtime} moved; the same array where there is none to move, because the
   * line is not a JSON object or what it has is no time (not an integer, or not above 0).
   *
   * @param millis how far, below 0 for back
   */
  public static byte[] shift(byte[] line, long millis) {
    return StrictJson.read(line, json -> shift(json, line, millis), line);
  }

  private static byte[] shift(JsonParser json, byte[] line, long millis) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return line;
    }
    ByteArrayOutputStream shifted = new ByteArrayOutputStream(line.length + 8);
    IntegerField mtime = new IntegerField();
    int position = 0;
    String name;
    while ((name = json.nextFieldName()) != null) {
      json.nextToken();
      if (!name.equals("mtime")) {
        json.skipChildren();
        continue;
      }
      mtime.read(json);
      long moved = mtime.value() + millis;
      if (mtime.value() > 0 && (millis < 0 || moved > 0)) {
        int from = (int) json.currentTokenLocation().getByteOffset();
        shifted.write(line, position, from - position);
        shifted.writeBytes(Long.toString(moved).getBytes(US_ASCII));
        position = from + json.getTextLength();
      }
    }
    if (position == 0 || json.nextToken() != null) {
      return line;
    }
    shifted.write(line, position, line.length - position);
    return shifted.toByteArray();
  }
}
