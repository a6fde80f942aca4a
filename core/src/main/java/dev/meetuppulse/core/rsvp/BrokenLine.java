package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Set;

/**
 * Blanks the member in a line that is not valid JSON. Where quotes or braces are missing nobody can
 * say where the member ends, so it rather takes too much: from anything that looks like the
 * member's key to where its braces close, and behind that everything from the first thing on that
 * is not a field the stream is known to have elsewhere. What stands for the member is not valid
 * JSON, so the line stays broken.
 */
final class BrokenLine {
  private static final byte[] NAME = "member".getBytes(US_ASCII);
  private static final byte[] BLANK = "<removed>".getBytes(US_ASCII);
  private static final byte[] BLANKED = "\"member\":<removed>".getBytes(US_ASCII);
  private static final int NONE = -1;

  /** Every key the stream has outside of member. */
  private static final Set<String> KNOWN_KEYS =
      Set.of(
          "venue",
          "venue_name",
          "venue_id",
          "lon",
          "lat",
          "visibility",
          "response",
          "guests",
          "rsvp_id",
          "mtime",
          "event",
          "event_name",
          "event_id",
          "event_url",
          "time",
          "group",
          "group_topics",
          "urlkey",
          "topic_name",
          "group_city",
          "group_country",
          "group_state",
          "group_id",
          "group_name",
          "group_urlname",
          "group_lon",
          "group_lat");

  private final byte[] line;
  private final ByteArrayOutputStream kept;
  private int position;
  private boolean expectsColon;
  private boolean expectsValue;

  private BrokenLine(byte[] line) {
    this.line = line;
    this.kept = new ByteArrayOutputStream(line.length + BLANKED.length);
  }

  /** The line without its member; the same array if there is nothing like a member in it. */
  static byte[] blankMember(byte[] line) {
    return new BrokenLine(line).blankMember();
  }

  private byte[] blankMember() {
    while (position < line.length && endOfMemberKey(position) == NONE) {
      position++;
    }
    if (position == line.length) {
      return line;
    }
    kept.write(line, 0, position);
    blankHere();
    while (position < line.length && keepToken()) {
      // Each step moves the position.
    }
    return kept.toByteArray();
  }

  private void blankHere() {
    kept.write(BLANKED, 0, BLANKED.length);
    int value = skipSpace(endOfMemberKey(position));
    if (at(value) == ':') {
      value = skipSpace(value + 1);
    }
    if (isBlankedAt(value)) {
      position = value + BLANK.length;
    } else {
      position = at(value) == '{' ? endOfBraces(value) : line.length;
    }
    expectsColon = false;
    expectsValue = false;
  }

  /** Copies what stands at the position behind a member, or says that it can't be trusted. */
  private boolean keepToken() {
    int b = line[position];
    if (isSpace(b)) {
      keepTo(position + 1);
      return true;
    }
    if (b == ':' && expectsColon) {
      keepTo(position + 1);
      expectsColon = false;
      expectsValue = true;
      return true;
    }
    if (expectsColon) {
      return false;
    }
    if (b == '"') {
      return keepText();
    }
    boolean isMark = b == '{' || b == '}' || b == '[' || b == ']' || b == ',';
    int end = isMark ? position + 1 : expectsValue ? endOfScalar() : NONE;
    if (end == NONE) {
      return false;
    }
    keepTo(end);
    expectsValue = false;
    return true;
  }

  private boolean keepText() {
    if (endOfMemberKey(position) != NONE) {
      blankHere();
      return true;
    }
    int end = endOfString(position);
    if (expectsValue) {
      keepTo(end);
      expectsValue = false;
      return true;
    }
    String key = new String(line, position + 1, Math.max(0, end - position - 2), ISO_8859_1);
    if (!KNOWN_KEYS.contains(key) || at(skipSpace(end)) != ':') {
      return false;
    }
    keepTo(end);
    expectsColon = true;
    return true;
  }

  private void keepTo(int end) {
    kept.write(line, position, end - position);
    position = end;
  }

  /**
   * Where the member's key that may start here ends, or NONE. One of its quotes may be missing, and
   * a field whose name begins with it counts too.
   */
  private int endOfMemberKey(int from) {
    boolean opened = at(from) == '"';
    int end = endOfName(opened ? from + 1 : from);
    if (end == NONE) {
      return NONE;
    }
    boolean closed = at(end) == '"';
    if (closed) {
      end++;
    } else if (opened && at(end) == '_') {
      return end;
    }
    int next = skipSpace(end);
    if (opened && closed) {
      return isValue(from, next) ? NONE : end;
    }
    if (closed) {
      return at(next) == ':' ? end : NONE;
    }
    boolean braceFollows =
        at(next) == ':' ? at(skipSpace(next + 1)) == '{' : opened && at(next) == '{';
    return braceFollows ? end : NONE;
  }

  private boolean isValue(int from, int next) {
    int before = from - 1;
    while (before >= 0 && isSpace(line[before])) {
      before--;
    }
    int b = at(next);
    return before >= 0 && line[before] == ':' && (b == ',' || b == '}' || b == ']' || b == NONE);
  }

  /** Where the letters of the name end, each as it is or escaped; or NONE. */
  private int endOfName(int from) {
    int i = from;
    for (byte letter : NAME) {
      if (at(i) == letter) {
        i++;
      } else if (isEscaped(letter, i)) {
        i += 6;
      } else {
        return NONE;
      }
    }
    return i;
  }

  private boolean isEscaped(byte letter, int i) {
    return at(i) == '\\'
        && at(i + 1) == 'u'
        && at(i + 2) == '0'
        && at(i + 3) == '0'
        && Character.digit(at(i + 4), 16) == letter >> 4
        && Character.digit(at(i + 5), 16) == (letter & 0xF);
  }

  private boolean isBlankedAt(int from) {
    for (int i = 0; i < BLANK.length; i++) {
      if (at(from + i) != BLANK[i]) {
        return false;
      }
    }
    return true;
  }

  /** Behind the brace that closes the one here; the end of the line if none does. */
  private int endOfBraces(int from) {
    int depth = 0;
    int i = from;
    while (i < line.length) {
      if (line[i] == '"') {
        i = endOfString(i);
        continue;
      }
      depth += line[i] == '{' ? 1 : line[i] == '}' ? -1 : 0;
      i++;
      if (depth == 0) {
        return i;
      }
    }
    return line.length;
  }

  /** Behind the quote that closes the one here; the end of the line if none does. */
  private int endOfString(int from) {
    for (int i = from + 1; i < line.length; i++) {
      if (line[i] == '\\') {
        i++;
      } else if (line[i] == '"') {
        return i + 1;
      }
    }
    return line.length;
  }

  /** Behind the number, true, false or null here, or NONE. */
  private int endOfScalar() {
    int end = position;
    while (end < line.length && isScalar(line[end])) {
      end++;
    }
    String text = new String(line, position, end - position, ISO_8859_1);
    boolean fine = text.matches("[-+.0-9eE]+|true|false|null");
    return fine ? end : NONE;
  }

  private static boolean isScalar(byte b) {
    return b >= '0' && b <= '9'
        || b >= 'a' && b <= 'z'
        || b == 'E'
        || b == '-'
        || b == '+'
        || b == '.';
  }

  private int skipSpace(int from) {
    int i = from;
    while (i < line.length && isSpace(line[i])) {
      i++;
    }
    return i;
  }

  private int at(int i) {
    return i < line.length ? line[i] & 0xFF : NONE;
  }

  private static boolean isSpace(int b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }
}
