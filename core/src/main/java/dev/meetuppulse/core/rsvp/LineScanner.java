package dev.meetuppulse.core.rsvp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads a line as Meetup writes it: JSON without white space around its tokens, no field twice,
 * plain integers and text in the fields that are kept. Anything else it leaves to a real JSON
 * parser, without an opinion; what it accepts is strict JSON to the last byte, and means what that
 * parser would say. Not thread safe.
 *
 * <p>Every method takes the index where something begins and returns the index after it, or {@link
 * #UNSURE}. What is known is known to be valid UTF-8; of the rest, bytes beyond ASCII are looked
 * for on the way and judged at the end.
 */
final class LineScanner {
  private static final int UNSURE = -1;

  /** Values within each other, in what is skipped. */
  private static final int MAX_DEPTH = 16;

  /** 18 digits always fit 64 bits. */
  private static final int MAX_DIGITS = 18;

  /** The first byte in memory is the lowest of a long. */
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private enum Part {
    RECORD,
    EVENT,
    GROUP,
    TOPIC
  }

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final TextTable texts;
  private final TextTable eventTexts;
  private final ByteMemory<GroupKeys> groups;
  private final ByteMemory<Key> events;
  private final RecordFields fields;
  private final TextField topicName = new TextField();
  private final TextField topicLabel = new TextField();

  private byte[] bytes;

  /** The index after the line's last byte. */
  private int limit;

  /** Bytes that were passed over in text: its high bits tell of bytes beyond ASCII. */
  private long passed;

  private char[] chars = new char[256];

  /** A scanner that reads into {@code fields}; texts of events have a table of their own. */
  LineScanner(
      TextTable texts,
      TextTable eventTexts,
      ByteMemory<GroupKeys> groups,
      ByteMemory<Key> events,
      RecordFields fields) {
    this.texts = texts;
    this.eventTexts = eventTexts;
    this.groups = groups;
    this.events = events;
    this.fields = fields;
  }

  /**
   * Reads a line in a buffer. False if it is not in the usual form: then the fields are undefined.
   */
  boolean read(byte[] buffer, int from, int to) {
    bytes = buffer;
    limit = to;
    passed = 0;
    fields.clear();
    boolean whole = at(from) == '{' && members(from, Part.RECORD) == limit;
    boolean hasGroup = fields.knownGroup != null || fields.group.present;
    return whole && hasGroup && isUtf8(from);
  }

  private boolean isUtf8(int from) {
    return (passed & HIGH_BITS) == 0 || Utf8.isValid(bytes, from, limit);
  }

  /** The byte at an index; after the end 0, which no JSON holds. */
  private byte at(int i) {
    return i < limit ? bytes[i] : 0;
  }

  /** An object that is not empty. */
  private int members(int from, Part part) {
    int i = from;
    do {
      int keyEnd = plainText(i + 1);
      if (keyEnd == UNSURE || at(keyEnd) != ':') {
        return UNSURE;
      }
      i = member(part, i + 2, keyEnd - 1, keyEnd + 1);
    } while (i != UNSURE && at(i) == ',');
    return i != UNSURE && at(i) == '}' ? i + 1 : UNSURE;
  }

  private int member(Part part, int from, int to, int value) {
    return switch (part) {
      case RECORD -> recordMember(from, to, value);
      case EVENT -> eventMember(from, to, value);
      case GROUP -> groupMember(from, to, value);
      case TOPIC -> topicMember(from, to, value);
    };
  }

  private int recordMember(int from, int to, int value) {
    if (is(from, to, "rsvp_id")) {
      return integer(value, fields.id);
    }
    if (is(from, to, "mtime")) {
      return integer(value, fields.mtime);
    }
    if (is(from, to, "guests")) {
      return integer(value, fields.guests);
    }
    if (is(from, to, "response")) {
      return text(value, fields.response, texts);
    }
    if (is(from, to, "event")) {
      return event(value);
    }
    if (is(from, to, "group")) {
      return group(value);
    }
    return value(value, 1);
  }

  private boolean is(int from, int to, String name) {
    if (to - from != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (bytes[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int group(int from) {
    GroupFields group = fields.group;
    if (at(from) != '{' || group.present || fields.knownGroup != null) {
      return UNSURE;
    }
    int known = groups.known(bytes, from, limit);
    if (known >= 0) {
      fields.knownGroup = groups.meaning(known);
      return from + groups.length(known);
    }
    group.present = true;
    group.start = from;
    group.end = members(from, Part.GROUP);
    return group.end;
  }

  private int groupMember(int from, int to, int value) {
    GroupFields group = fields.group;
    if (is(from, to, "group_country")) {
      return text(value, group.country, texts);
    }
    if (is(from, to, "group_city")) {
      return text(value, group.city, texts);
    }
    if (is(from, to, "group_state")) {
      return text(value, group.state, texts);
    }
    if (is(from, to, "group_urlname")) {
      return text(value, group.urlname, texts);
    }
    if (is(from, to, "group_name")) {
      return text(value, group.name, texts);
    }
    if (is(from, to, "group_topics")) {
      return topics(value);
    }
    return value(value, 2);
  }

  private int topics(int from) {
    GroupFields group = fields.group;
    if (at(from) != '[' || group.topicsPresent) {
      return UNSURE;
    }
    group.topicsPresent = true;
    if (at(from + 1) == ']') {
      return from + 2;
    }
    int i = from;
    do {
      topicName.clear();
      topicLabel.clear();
      i = at(i + 1) == '{' ? members(i + 1, Part.TOPIC) : UNSURE;
      if (i == UNSURE || topicName.value() == null) {
        return UNSURE;
      }
      group.addTopic(topicName, topicLabel);
    } while (at(i) == ',');
    return at(i) == ']' ? i + 1 : UNSURE;
  }

  private int topicMember(int from, int to, int value) {
    if (is(from, to, "urlkey")) {
      return text(value, topicName, texts);
    }
    if (is(from, to, "topic_name")) {
      return text(value, topicLabel, texts);
    }
    return value(value, 3);
  }

  private int event(int from) {
    if (at(from) != '{' || fields.eventRead) {
      return UNSURE;
    }
    fields.eventRead = true;
    int known = events.known(bytes, from, limit);
    if (known >= 0) {
      fields.knownEvent = events.meaning(known);
      return from + events.length(known);
    }
    int end = members(from, Part.EVENT);
    fields.eventStart = from;
    fields.eventEnd = end;
    return end;
  }

  private int eventMember(int from, int to, int value) {
    if (is(from, to, "event_id")) {
      return text(value, fields.eventId, eventTexts);
    }
    if (is(from, to, "event_name")) {
      return text(value, fields.eventName, eventTexts);
    }
    return value(value, 2);
  }

  /** Zero or more, without a fraction or an exponent. */
  private int integer(int from, IntegerField into) {
    int i = from;
    long value = 0;
    while (at(i) >= '0' && at(i) <= '9') {
      value = 10 * value + (bytes[i] - '0');
      i++;
    }
    boolean plain = i > from && i - from <= MAX_DIGITS && (bytes[from] != '0' || i == from + 1);
    boolean ends = at(i) == ',' || at(i) == '}';
    return plain && ends && into.setOnce(value) ? i : UNSURE;
  }

  private int text(int from, TextField into, TextTable table) {
    int end = anyText(from);
    if (end == UNSURE || !Utf8.isValid(bytes, from, end)) {
      return UNSURE;
    }
    if (end - from > chars.length) {
      chars = new char[2 * (end - from)];
    }
    return into.setOnce(table.get(chars, 0, decode(from + 1, end - 1))) ? end : UNSURE;
  }

  /** Decodes valid text into the buffer; returns the number of characters. */
  private int decode(int from, int to) {
    int n = 0;
    int i = from;
    while (i < to) {
      int b = bytes[i];
      if (b >= 0 && b != '\\') {
        chars[n++] = (char) b;
        i++;
      } else if (b == '\\') {
        chars[n++] = escaped(i + 1);
        i += bytes[i + 1] == 'u' ? 6 : 2;
      } else if (b < (byte) 0xE0) {
        chars[n++] = (char) ((b & 0x1F) << 6 | tail(i + 1));
        i += 2;
      } else if (b < (byte) 0xF0) {
        chars[n++] = (char) ((b & 0x0F) << 12 | tail(i + 1) << 6 | tail(i + 2));
        i += 3;
      } else {
        int point = (b & 0x07) << 18 | tail(i + 1) << 12 | tail(i + 2) << 6 | tail(i + 3);
        chars[n++] = Character.highSurrogate(point);
        chars[n++] = Character.lowSurrogate(point);
        i += 4;
      }
    }
    return n;
  }

  private int tail(int i) {
    return bytes[i] & 0x3F;
  }

  private char escaped(int i) {
    return switch (bytes[i]) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) (hex(i + 1) << 12 | hex(i + 2) << 8 | hex(i + 3) << 4 | hex(i + 4));
      default -> (char) bytes[i];
    };
  }

  private int hex(int i) {
    return Character.digit(bytes[i], 16);
  }

  /** Text without escapes. */
  private int plainText(int from) {
    if (at(from) != '"') {
      return UNSURE;
    }
    int i = plainUntil(from + 1);
    return at(i) == '"' ? i + 1 : UNSURE;
  }

  /**
   * The index of the first quote, backslash or control character, or of the line's end. Looks at
   * eight bytes at a time.
   */
  private int plainUntil(int from) {
    int i = from;
    long seen = 0;
    for (; i + Long.BYTES <= limit; i += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, i);
      seen |= eight;
      long found = zeros(eight ^ ONES * '"') | zeros(eight ^ ONES * '\\') | below(eight, ' ');
      if (found != 0) {
        passed |= seen;
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (i < limit && bytes[i] != '"' && bytes[i] != '\\' && (bytes[i] & 0xFF) >= ' ') {
      seen |= bytes[i];
      i++;
    }
    passed |= seen;
    return i;
  }

  /** High bits at the bytes that are 0; above the first of these others may have theirs. */
  private static long zeros(long eight) {
    return below(eight, (char) 1);
  }

  /** High bits at the bytes that are below a bound of at most 0x80; above the first, others too. */
  private static long below(long eight, char bound) {
    return eight - ONES * bound & ~eight & HIGH_BITS;
  }

  /** Any value. */
  private int value(int from, int depth) {
    if (depth > MAX_DEPTH) {
      return UNSURE;
    }
    return switch (at(from)) {
      case '"' -> anyText(from);
      case '{' -> object(from, depth);
      case '[' -> array(from, depth);
      case 't' -> literal(from, "true");
      case 'f' -> literal(from, "false");
      case 'n' -> literal(from, "null");
      default -> number(from);
    };
  }

  private int object(int from, int depth) {
    if (at(from + 1) == '}') {
      return from + 2;
    }
    int i = from;
    do {
      int keyEnd = anyText(i + 1);
      if (keyEnd == UNSURE || at(keyEnd) != ':') {
        return UNSURE;
      }
      i = value(keyEnd + 1, depth + 1);
    } while (i != UNSURE && at(i) == ',');
    return i != UNSURE && at(i) == '}' ? i + 1 : UNSURE;
  }

  private int array(int from, int depth) {
    if (at(from + 1) == ']') {
      return from + 2;
    }
    int i = from;
    do {
      i = value(i + 1, depth + 1);
    } while (i != UNSURE && at(i) == ',');
    return i != UNSURE && at(i) == ']' ? i + 1 : UNSURE;
  }

  private int anyText(int from) {
    if (at(from) != '"') {
      return UNSURE;
    }
    int i = plainUntil(from + 1);
    while (at(i) == '\\') {
      i = escape(i);
      if (i == UNSURE) {
        return UNSURE;
      }
      i = plainUntil(i);
    }
    return at(i) == '"' ? i + 1 : UNSURE;
  }

  private int escape(int from) {
    return switch (at(from + 1)) {
      case '/', '"', '\\', 'b', 'f', 'n', 'r', 't' -> from + 2;
      case 'u' -> {
        for (int i = from + 2; i < from + 6; i++) {
          if (Character.digit(at(i), 16) < 0) {
            yield UNSURE;
          }
        }
        yield from + 6;
      }
      default -> UNSURE;
    };
  }

  private int literal(int from, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (at(from + i) != text.charAt(i)) {
        return UNSURE;
      }
    }
    return from + text.length();
  }

  private int number(int from) {
    int i = at(from) == '-' ? from + 1 : from;
    int first = i;
    i = digits(i);
    if (i == UNSURE || bytes[first] == '0' && i > first + 1) {
      return UNSURE;
    }
    if (at(i) == '.') {
      i = digits(i + 1);
    }
    if (i != UNSURE && (at(i) == 'e' || at(i) == 'E')) {
      boolean signed = at(i + 1) == '-' || at(i + 1) == '+';
      i = digits(signed ? i + 2 : i + 1);
    }
    return i;
  }

  /** At least one. */
  private int digits(int from) {
    int i = from;
    while (at(i) >= '0' && at(i) <= '9') {
      i++;
    }
    return i > from ? i : UNSURE;
  }
}
