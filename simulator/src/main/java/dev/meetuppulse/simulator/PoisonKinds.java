package dev.meetuppulse.simulator;

import static dev.meetuppulse.core.rsvp.Reason.*;
import static dev.meetuppulse.simulator.JsonText.utf8;

import dev.meetuppulse.core.rsvp.Reason;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** The kinds of poison: for every rule the ways to break it. Their order is part of the stream. */
final class PoisonKinds {
  private static final int MEBIBYTE = 1 << 20;
  private static final int LONGEST_KEY = 500;

  /** 2100-01-01: in the future of any clock this will run under. */
  private static final long FUTURE_MTIME = 4_102_444_800_000L;

  private final List<PoisonKind> kinds = new ArrayList<>();

  /**
   * A way to break a rule.
   *
   * @param recipe makes a line from the parts of a good one
   * @param heavy whether its lines are so large that they come more rarely
   */
  record PoisonKind(Function<PoisonParts, byte[]> recipe, Set<Reason> reasons, boolean heavy) {}

  private PoisonKinds() {
    notAnObject();
    badSyntax();
    badBytes();
    add(TOO_LARGE, parts -> parts.extra = text(MEBIBYTE));
    add(TOO_LARGE, parts -> parts.response = text(MEBIBYTE + 1));
    add(FUTURE, parts -> parts.mtime = Long.toString(FUTURE_MTIME));
    add(FUTURE, parts -> parts.mtime = "9223372036854775807");
    idAndTime();
    group();
    otherFields();
    longKeys();
  }

  /** All of them; the first thirty are short. */
  static List<PoisonKind> all() {
    return List.copyOf(new PoisonKinds().kinds);
  }

  private void notAnObject() {
    String number = "\"" + Poison.SECRET.length() + "\"";
    String page = "<html><body>502 Bad Gateway</body></html>";
    for (String line : List.of("{", "}", "[]", "null", "7", number, page, "\u0000\u0000\u0000")) {
      raw(parts -> utf8(line));
    }
    raw(parts -> utf8("[" + parts.json() + "]"));
    raw(parts -> utf8("\uFEFF" + parts.json()));
    raw(parts -> utf8(parts.json() + "}"));
    raw(parts -> utf8(parts.json() + " trailing"));
    raw(parts -> utf8(parts.json() + parts.json()));
    raw(parts -> utf8(parts.json() + ","));
  }

  private void badSyntax() {
    raw(parts -> utf8(parts.json().replaceFirst("\\{", "{,")));
    raw(parts -> utf8(parts.json().replaceAll("}$", ",}")));
    String name = "\"guests\"";
    for (String bad :
        List.of(
            "'guests':0",
            "guests:0",
            name + ":+1",
            name + ":00",
            name + ":0x1",
            name + ":NaN",
            name + ":1.",
            name + " 0")) {
      raw(parts -> utf8(parts.json().replace("\"guests\":0", bad)));
    }
    for (String bad : List.of("Sal\tem", "Sal\\em", "Sal\\u00zz")) {
      raw(parts -> utf8(parts.json().replace("Salem", bad)));
    }
    raw(parts -> utf8(parts.json() + " // comment"));
  }

  private void badBytes() {
    raw(parts -> cut(utf8(parts.json()), parts.random));
    raw(parts -> cut(utf8(parts.json()), parts.random));
    raw(parts -> notUtf8(parts, 0xFF));
    raw(parts -> notUtf8(parts, 0xC3));
    raw(parts -> notUtf8(parts, 0xC0, 0xAF));
    raw(parts -> notUtf8(parts, 0xED, 0xA0, 0x80));
    raw(parts -> notUtf8(parts, 0xF4, 0x90, 0x80, 0x80));
    raw(parts -> notUtf8(parts, 0xE2, 0x82));
    raw(parts -> utf8("[".repeat(9_000)));
    raw(parts -> utf8("{\"a\":".repeat(3_000)));
    raw(
        parts -> {
          parts.extra = "[".repeat(5_000);
          return utf8(parts.json());
        });
  }

  private void idAndTime() {
    BiConsumer<PoisonParts, String> id = (parts, value) -> parts.rsvpId = value;
    missing(MISSING_RSVP_ID, id);
    spoil(BAD_TYPE_RSVP_ID, id, "'1658733801' | 1.0 | 1e3 | true | [7] | {}");
    spoil(
        BAD_VALUE_RSVP_ID,
        id,
        "9223372036854775808 | -9223372036854775809 | 123456789012345678901234567890");
    BiConsumer<PoisonParts, String> mtime = (parts, value) -> parts.mtime = value;
    missing(MISSING_MTIME, mtime);
    spoil(
        BAD_TYPE_MTIME,
        mtime,
        "'1489925471668' | 1489925471668.5 | 1.489925471668E12 | false | []");
    spoil(BAD_VALUE_MTIME, mtime, "0 | -1 | -1489925471668 | 99999999999999999999");
  }

  private void group() {
    BiConsumer<PoisonParts, String> group = (parts, value) -> parts.group = value;
    add(MISSING_GROUP, parts -> parts.group = "");
    spoil(MISSING_GROUP, group, "null");
    spoil(
        BAD_TYPE_GROUP,
        group,
        "[] | 'group' | 17 | true | [{'group_city':'Salem','group_country':'us'}]");
    BiConsumer<PoisonParts, String> country = (parts, value) -> parts.country = value;
    missing(MISSING_COUNTRY, country);
    spoil(BAD_TYPE_COUNTRY, country, "'' | '  ' | '\\u00a0' | 1 | {} | ['us']");
    BiConsumer<PoisonParts, String> city = (parts, value) -> parts.city = value;
    missing(MISSING_CITY, city);
    spoil(BAD_TYPE_CITY, city, "'' | '\\t' | '\u3000' | 12345 | false | {'name':'Salem'}");
    spoil(BAD_TYPE_STATE, (parts, value) -> parts.state = value, "41 | ['OR'] | true");
  }

  private void otherFields() {
    spoil(BAD_TYPE_RESPONSE, (parts, value) -> parts.response = value, "1 | true | {}");
    BiConsumer<PoisonParts, String> guests = (parts, value) -> parts.guests = value;
    spoil(BAD_TYPE_GUESTS, guests, "'2' | 1.5 | 2.0 | 1e1 | [1] | true");
    spoil(BAD_VALUE_GUESTS, guests, "-1 | 1000001 | 99999999999999999999");
    spoil(
        BAD_TYPE_TOPICS,
        (parts, value) -> parts.topics = value,
        "{} | 'social' | ['social'] | [null] | [{}] | [{'urlkey':7}]"
            + " | [{'urlkey':'social'},{'urlkey':null}]");
  }

  private void longKeys() {
    String tooLong = text(LONGEST_KEY + 1);
    add(BAD_VALUE_CITY, parts -> parts.city = text(LONGEST_KEY));
    add(BAD_VALUE_STATE, parts -> parts.state = tooLong);
    add(BAD_VALUE_URLNAME, parts -> parts.urlname = tooLong);
    add(BAD_VALUE_TOPICS, parts -> parts.topics = "[{\"urlkey\":" + tooLong + "}]");
    add(BAD_VALUE_EVENT_ID, parts -> parts.eventId = tooLong);
  }

  private void raw(Function<PoisonParts, byte[]> recipe) {
    kinds.add(new PoisonKind(recipe, Set.of(MALFORMED_JSON), false));
  }

  private void add(Reason reason, Consumer<PoisonParts> change) {
    kinds.add(
        new PoisonKind(
            parts -> {
              change.accept(parts);
              return utf8(parts.json());
            },
            Set.of(reason),
            reason == TOO_LARGE));
  }

  private void missing(Reason reason, BiConsumer<PoisonParts, String> field) {
    add(reason, parts -> field.accept(parts, null));
    spoil(reason, field, "null");
  }

  /**
   * A kind for each bad value of a field.
   *
   * @param values JSON with single quotes, a bar between each two
   */
  private void spoil(Reason reason, BiConsumer<PoisonParts, String> field, String values) {
    for (String value : values.replace('\'', '"').split(" \\| ")) {
      add(reason, parts -> field.accept(parts, value));
    }
  }

  private static byte[] cut(byte[] line, SplitMix random) {
    return Arrays.copyOf(line, 1 + random.nextInt(line.length - 1));
  }

  private static byte[] notUtf8(PoisonParts parts, int... bytes) {
    String json = parts.json();
    int middle = json.indexOf("Tasting");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(utf8(json.substring(0, middle)));
    for (int b : bytes) {
      out.write(b);
    }
    out.writeBytes(utf8(json.substring(middle)));
    return out.toByteArray();
  }

  private static String text(int length) {
    return "\"" + "x".repeat(length) + "\"";
  }
}
