package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes lines up: records of which many break a rule, with or without members, and lines that are
 * broken further. The same seed makes the same lines.
 */
final class RandomLines {
  /** Stands in every member, and nowhere else. */
  static final String SECRET = "Xq7SECRETq7X";

  private static final String[] INTEGERS = {
    "0",
    "-0",
    "1",
    "7",
    "1499999999123",
    "1500000060000",
    "1500000060001",
    "-1",
    "1000000",
    "1000001",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "123456789012345678901234567890",
    "1.0",
    "1e3",
    "0.5E-2",
    "'7'",
    "null",
    "true",
    "[]",
    "{'rsvp_id':1}"
  };
  private static final String[] TEXTS = {
    "'us'",
    "'US '",
    "'nc'",
    "'New York'",
    "'\u00a0K\u00f6ln\\u0085'",
    "'\u6771\u4eac'",
    "'\\/\\\"'",
    "'\ud83d\ude00'",
    "'\\ud83d\\ude00'",
    "'\\ud83d'",
    "'\\ude00 \\n'",
    "'\u0130stanbul'",
    "'stra\u00dfe'",
    "''",
    "' '",
    "'\\u2007'",
    "'member'",
    "null",
    "1",
    "false",
    "{}",
    "['x']"
  };

  /** Long texts are made of these, about as many as a key or a label may hold. */
  private static final String[] LONG_UNITS = {
    "x", "ab", "\u00e9", "\u0149", "\u4eac", "\ud83d\ude00"
  };

  private static final String[] MEMBERS = {
    "{'member_id':1,'member_name':'SECRET'}",
    "{'member_id':1,'member_name':'a } b \\\" } SECRET','photo':'x'}",
    "{ 'other_services' : {'twitter':{'identifier':'@SECRET'}} , 'member_id':1 }",
    "{'photo':'SECRET\\\\','member':{'member_name':'SECRET'}}",
    "{'n':'\\\"member\\\":{} SECRET','m':[{},{'x':'SECRET'}]}",
    "[{'name':'SECRET'},['SECRET']]",
    "'SECRET \\u00e9'",
    "'\\\"SECRET'",
    "{}",
    "-12.5e3",
    "null"
  };
  private static final String[] MEMBER_KEYS = {
    "'member'", "'member'", "'m\\u0065mber'", "'\\u006D\\u0065\\u006dber'"
  };

  private final Random random;

  RandomLines(long seed) {
    random = new Random(seed);
  }

  /** JSON, mostly valid by every rule but one or two. */
  String record() {
    List<String> fields = new ArrayList<>();
    addMostly(fields, "'rsvp_id'", usually("1540021212", INTEGERS));
    addMostly(fields, "'mtime'", usually("1499999999123", INTEGERS));
    addMostly(fields, "'response'", usually("'yes'", TEXTS));
    addMostly(fields, "'guests'", usually("2", INTEGERS));
    addMostly(fields, "'group'", usually(group(), TEXTS));
    addMostly(fields, "'event'", usually(event(), TEXTS));
    addMostly(fields, "'venue'", "{'venue_name':" + text() + ",'lon':-78.6,'lat':0}");
    if (random.nextInt(8) == 0) {
      fields.add("'group':" + usually(group(), TEXTS));
      fields.add("'rsvp_id':" + usually("8", INTEGERS));
    }
    return object(fields).replace('\'', '"');
  }

  /** The line with some members inserted, anywhere a field is allowed. */
  String withMembers(String line) {
    StringBuilder text = new StringBuilder(line);
    int members = 1 + random.nextInt(3);
    for (int i = 0; i < members; i++) {
      List<Integer> places = placesInObjects(text);
      int place = places.get(i == 0 ? 0 : random.nextInt(places.size()));
      String field =
          space() + pick(MEMBER_KEYS) + space() + ":" + space() + pick(MEMBERS) + space();
      field = field.replace('\'', '"').replace("SECRET", SECRET);
      char at = text.charAt(place);
      boolean empty = at == '{' && text.substring(place + 1).stripLeading().startsWith("}");
      if (at == '{') {
        text.insert(place + 1, empty ? field : field + ",");
      } else if (at == ',') {
        text.insert(place, "," + field);
      } else {
        boolean first = text.substring(0, place).stripTrailing().endsWith("{");
        text.insert(place, first ? field : "," + field);
      }
    }
    return text.toString();
  }

  /** The bytes with one or a few of them changed, or cut short. */
  byte[] broken(byte[] line) {
    byte[] bytes = line;
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      bytes = changed(bytes, random.nextInt(bytes.length));
    }
    return bytes;
  }

  private byte[] changed(byte[] line, int at) {
    byte[] marks = "{}[]\",:\\ 0ne<\t\n\u0001".getBytes(UTF_8);
    byte any =
        random.nextInt(4) == 0 ? (byte) random.nextInt(256) : marks[random.nextInt(marks.length)];
    switch (random.nextInt(4)) {
      case 0:
        return Arrays.copyOf(line, at);
      case 1:
        return spliced(line, at, 1);
      case 2:
        byte[] replaced = line.clone();
        replaced[at] = any;
        return replaced;
      default:
        return spliced(line, at, 0, any);
    }
  }

  static byte[] spliced(byte[] line, int at, int dropped, byte... inserted) {
    byte[] result = Arrays.copyOf(line, line.length - dropped + inserted.length);
    System.arraycopy(inserted, 0, result, at, inserted.length);
    System.arraycopy(line, at + dropped, result, at + inserted.length, line.length - at - dropped);
    return result;
  }

  private String group() {
    List<String> fields = new ArrayList<>();
    addMostly(fields, "'group_country'", usually("'us'", TEXTS));
    addMostly(fields, "'group_city'", seldomLong("'Garner'", TEXTS));
    addMostly(fields, "'group_state'", seldomLong("'NC'", TEXTS));
    addMostly(fields, "'group_urlname'", seldomLong("'ELEOS'", TEXTS));
    addMostly(fields, "'group_name'", seldomLong("'ELEOS Art'", TEXTS));
    List<String> topics = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      List<String> topic = new ArrayList<>();
      topic.add("'urlkey':" + (random.nextInt(8) == 0 ? text() : "'t" + random.nextInt(3) + "'"));
      addMostly(topic, "'topic_name'", text());
      topics.add(random.nextInt(30) == 0 ? text() : object(topic));
    }
    addMostly(fields, "'group_topics'", usually("[" + String.join(",", topics) + "]", TEXTS));
    return object(fields);
  }

  private String event() {
    List<String> fields = new ArrayList<>();
    addMostly(fields, "'event_id'", text());
    addMostly(fields, "'event_name'", text());
    addMostly(fields, "'time'", "1426374000000");
    return object(fields);
  }

  private void addMostly(List<String> fields, String key, String value) {
    if (random.nextInt(12) > 0) {
      fields.add(space() + key + space() + ":" + space() + value);
    }
  }

  private String object(List<String> fields) {
    Collections.shuffle(fields, random);
    return "{" + String.join(",", fields) + space() + "}";
  }

  private String seldomLong(String value, String[] others) {
    return random.nextInt(20) == 0 ? longText() : usually(value, others);
  }

  private String usually(String value, String[] others) {
    return random.nextInt(10) > 0 ? value : pick(others);
  }

  private String text() {
    return random.nextInt(20) == 0 ? longText() : pick(TEXTS);
  }

  private String longText() {
    String unit = pick(LONG_UNITS);
    int whole = random.nextBoolean() ? 200 / unit.length() : 500 / unit.getBytes(UTF_8).length;
    return "'" + "x".repeat(random.nextInt(3)) + unit.repeat(whole - 2 + random.nextInt(4)) + "'";
  }

  private String space() {
    return random.nextInt(10) > 0 ? "" : pick(new String[] {" ", "\t", " \r\n"});
  }

  private String pick(String[] values) {
    return values[random.nextInt(values.length)];
  }

  /** The places of braces and commas directly in an object. */
  private static List<Integer> placesInObjects(CharSequence json) {
    List<Integer> places = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    boolean inText = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        inText = !inText;
      } else if (!inText) {
        if (c == '{' || c == '[') {
          open.append(c);
        }
        boolean inObject = open.charAt(open.length() - 1) == '{';
        if (inObject && "{,}".indexOf(c) >= 0) {
          places.add(i);
        }
        if (c == '}' || c == ']') {
          open.setLength(open.length() - 1);
        }
        if (open.length() == 0) {
          break;
        }
      }
    }
    return places;
  }
}
