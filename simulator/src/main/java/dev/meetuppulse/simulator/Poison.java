package dev.meetuppulse.simulator;

import static dev.meetuppulse.core.rsvp.Reason.*;

import dev.meetuppulse.core.rsvp.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Lines that break a rule: every rule, in many ways. Seeded: one index always gives one line, and
 * the indexes from 0 to {@link #kindCount()} give each kind once. Later on, the largest come
 * rarely.
 *
 * <p>Each line holds {@link #SECRET} in its member, so that a test can look where it must not be.
 */
public final class Poison {

  /** Stands in the member of every poison line that has one. */
  public static final String SECRET = "made-up-secret";

  private static final int MEBIBYTE = 1 << 20;
  private static final int LONGEST_KEY = 500;

  /** 2100-01-01: in the future of any clock this will run under. */
  private static final long FUTURE_MTIME = 4_102_444_800_000L;

  private static final int HEAVY_EVERY = 16;

  /** The first kinds are all short. */
  private static final int LIGHT = 30;

  private final long seed;
  private final List<PoisonKind> kinds = kinds();

  /** Makes a line from the parts of a good one. */
  @FunctionalInterface
  private interface Recipe {
    byte[] cook(Parts parts);
  }

  /**
   * @param heavy whether its lines are so large that they come more rarely
   */
  private record PoisonKind(Recipe recipe, Set<Reason> reasons, boolean heavy) {}

  /** A good line in parts, to be spoilt. Values are JSON text; a null value leaves the key out. */
  private static final class Parts {
    final SplitMix random;
    String rsvpId;
    String mtime;
    String response = "\"yes\"";
    String guests = "0";
    String group;
    String country = "\"us\"";
    String city = "\"Salem\"";
    String state = "\"OR\"";
    String urlname = "\"poison-tasters\"";
    String eventId = "\"666\"";
    String topics = "[{\"urlkey\":\"poison\",\"topic_name\":\"Poison\"}]";
    String extra;

    Parts(SplitMix random, long index, long at) {
      this.random = random;
      this.rsvpId = Long.toString(3_000_000_000_000L + index);
      this.mtime = Long.toString(at);
    }

    String json() {
      String groupJson =
          group != null
              ? group
              : object(
                  "group_name", "\"Poison Tasters\"",
                  "group_city", city,
                  "group_country", country,
                  "group_state", state,
                  "group_urlname", urlname,
                  "group_topics", topics);
      return object(
          "member", "{\"member_id\":666,\"member_name\":\"" + SECRET + "\"}",
          "response", response,
          "guests", guests,
          "rsvp_id", rsvpId,
          "mtime", mtime,
          "extra", extra,
          "event", "{\"event_id\":" + eventId + ",\"event_name\":\"Tasting\"}",
          "group", groupJson.isEmpty() ? null : groupJson);
    }

    private static String object(String... keysAndValues) {
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < keysAndValues.length; i += 2) {
        if (keysAndValues[i + 1] != null) {
          fields.add("\"" + keysAndValues[i] + "\":" + keysAndValues[i + 1]);
        }
      }
      return "{" + String.join(",", fields) + "}";
    }
  }

  public Poison(long seed) {
    this.seed = seed;
  }

  /** How many kinds of poison there are. */
  public int kindCount() {
    return kinds.size();
  }

  /**
   * A poison line.
   *
   * @param index which
   * @param at stream time, ms since the epoch
   */
  public PoisonLine line(long index, long at) {
    long count = kinds.size();
    long turn = Math.floorDiv(index, count);
    PoisonKind kind = kinds.get((int) Math.floorMod(index + SplitMix.mix(seed), count));
    if (kind.heavy() && turn % HEAVY_EVERY != 0) {
      kind = kinds.get((int) (turn % LIGHT));
    }
    Parts parts = new Parts(SplitMix.of(seed, 3 + index), index, at);
    return new PoisonLine(at, kind.recipe().cook(parts), kind.reasons());
  }

  private static List<PoisonKind> kinds() {
    List<PoisonKind> kinds = new ArrayList<>();
    malformed(kinds);
    add(kinds, TOO_LARGE, parts -> parts.extra = text(MEBIBYTE));
    add(kinds, TOO_LARGE, parts -> parts.response = text(MEBIBYTE + 1));
    add(kinds, FUTURE, parts -> parts.mtime = Long.toString(FUTURE_MTIME));
    add(kinds, FUTURE, parts -> parts.mtime = "9223372036854775807");
    spoil(kinds, MISSING_RSVP_ID, (parts, value) -> parts.rsvpId = value, null, "null");
    spoil(
        kinds,
        BAD_TYPE_RSVP_ID,
        (parts, value) -> parts.rsvpId = value,
        "\"1658733801\"",
        "1.0",
        "1e3",
        "true",
        "[7]",
        "{}");
    spoil(
        kinds,
        BAD_VALUE_RSVP_ID,
        (parts, value) -> parts.rsvpId = value,
        "9223372036854775808",
        "-9223372036854775809",
        "123456789012345678901234567890");
    spoil(kinds, MISSING_MTIME, (parts, value) -> parts.mtime = value, null, "null");
    spoil(
        kinds,
        BAD_TYPE_MTIME,
        (parts, value) -> parts.mtime = value,
        "\"1489925471668\"",
        "1489925471668.5",
        "1.489925471668E12",
        "false",
        "[]");
    spoil(
        kinds,
        BAD_VALUE_MTIME,
        (parts, value) -> parts.mtime = value,
        "0",
        "-1",
        "-1489925471668",
        "99999999999999999999");
    spoil(kinds, MISSING_GROUP, (parts, value) -> parts.group = value, "", "null");
    spoil(
        kinds,
        BAD_TYPE_GROUP,
        (parts, value) -> parts.group = value,
        "[]",
        "\"group\"",
        "17",
        "true",
        "[{\"group_city\":\"Salem\",\"group_country\":\"us\"}]");
    spoil(kinds, MISSING_COUNTRY, (parts, value) -> parts.country = value, null, "null");
    spoil(
        kinds,
        BAD_TYPE_COUNTRY,
        (parts, value) -> parts.country = value,
        "\"\"",
        "\"  \"",
        "\"\\u00a0\"",
        "1",
        "{}",
        "[\"us\"]");
    spoil(kinds, MISSING_CITY, (parts, value) -> parts.city = value, null, "null");
    spoil(
        kinds,
        BAD_TYPE_CITY,
        (parts, value) -> parts.city = value,
        "\"\"",
        "\"\\t\"",
        "\"\u3000\"",
        "12345",
        "false",
        "{\"name\":\"Salem\"}");
    spoil(kinds, BAD_TYPE_STATE, (parts, value) -> parts.state = value, "41", "[\"OR\"]", "true");
    spoil(kinds, BAD_TYPE_RESPONSE, (parts, value) -> parts.response = value, "1", "true", "{}");
    spoil(
        kinds,
        BAD_TYPE_GUESTS,
        (parts, value) -> parts.guests = value,
        "\"2\"",
        "1.5",
        "2.0",
        "1e1",
        "[1]",
        "true");
    spoil(
        kinds,
        BAD_VALUE_GUESTS,
        (parts, value) -> parts.guests = value,
        "-1",
        "1000001",
        "99999999999999999999");
    spoil(
        kinds,
        BAD_TYPE_TOPICS,
        (parts, value) -> parts.topics = value,
        "{}",
        "\"social\"",
        "[\"social\"]",
        "[null]",
        "[{}]",
        "[{\"urlkey\":7}]",
        "[{\"urlkey\":\"social\"},{\"urlkey\":null}]");
    longKeys(kinds);
    return List.copyOf(kinds);
  }

  private static void longKeys(List<PoisonKind> kinds) {
    String tooLong = text(LONGEST_KEY + 1);
    add(kinds, BAD_VALUE_CITY, parts -> parts.city = text(LONGEST_KEY));
    add(kinds, BAD_VALUE_STATE, parts -> parts.state = tooLong);
    add(kinds, BAD_VALUE_URLNAME, parts -> parts.urlname = tooLong);
    add(kinds, BAD_VALUE_TOPICS, parts -> parts.topics = "[{\"urlkey\":" + tooLong + "}]");
    add(kinds, BAD_VALUE_EVENT_ID, parts -> parts.eventId = tooLong);
  }

  private static void malformed(List<PoisonKind> kinds) {
    raw(kinds, parts -> utf8("{"));
    raw(kinds, parts -> utf8("}"));
    raw(kinds, parts -> utf8("[]"));
    raw(kinds, parts -> utf8("null"));
    raw(kinds, parts -> utf8("7"));
    raw(kinds, parts -> utf8("\"" + SECRET.length() + "\""));
    raw(kinds, parts -> utf8("<html><body>502 Bad Gateway</body></html>"));
    raw(kinds, parts -> utf8("\u0000\u0000\u0000"));
    raw(kinds, parts -> utf8("[" + parts.json() + "]"));
    raw(kinds, parts -> utf8("\uFEFF" + parts.json()));
    raw(kinds, parts -> utf8(parts.json() + "}"));
    raw(kinds, parts -> utf8(parts.json() + " trailing"));
    raw(kinds, parts -> utf8(parts.json() + parts.json()));
    raw(kinds, parts -> utf8(parts.json() + ","));
    raw(kinds, parts -> utf8(parts.json().replaceFirst("\\{", "{,")));
    raw(kinds, parts -> utf8(parts.json().replaceAll("}$", ",}")));
    raw(kinds, parts -> utf8(parts.json().replace("\"guests\":0", "'guests':0")));
    raw(kinds, parts -> utf8(parts.json().replace("\"guests\":0", "guests:0")));
    raw(kinds, parts -> utf8(parts.json().replace("\"guests\":0", "\"guests\":+1")));
    raw(kinds, parts -> utf8(parts.json().replace("\"guests\":0", "\"guests\":00")));
    raw(kinds, parts -> utf8(parts.json().replace("\"guests\":0", "\"guests\":0x1")));
    raw(kinds, parts -> utf8(parts.json().replace("\"guests\":0", "\"guests\":NaN")));
    raw(kinds, parts -> utf8(parts.json().replace("\"guests\":0", "\"guests\":1.")));
    raw(kinds, parts -> utf8(parts.json().replace("\"guests\":0", "\"guests\" 0")));
    raw(kinds, parts -> utf8(parts.json().replace("Salem", "Sal\tem")));
    raw(kinds, parts -> utf8(parts.json().replace("Salem", "Sal\\em")));
    raw(kinds, parts -> utf8(parts.json().replace("Salem", "Sal\\u00zz")));
    raw(kinds, parts -> utf8(parts.json() + " // comment"));
    raw(kinds, parts -> cut(utf8(parts.json()), parts.random));
    raw(kinds, parts -> cut(utf8(parts.json()), parts.random));
    raw(kinds, parts -> notUtf8(parts, 0xFF));
    raw(kinds, parts -> notUtf8(parts, 0xC3));
    raw(kinds, parts -> notUtf8(parts, 0xC0, 0xAF));
    raw(kinds, parts -> notUtf8(parts, 0xED, 0xA0, 0x80));
    raw(kinds, parts -> notUtf8(parts, 0xF4, 0x90, 0x80, 0x80));
    raw(kinds, parts -> notUtf8(parts, 0xE2, 0x82));
    raw(kinds, parts -> utf8("[".repeat(9_000)));
    raw(kinds, parts -> utf8("{\"a\":".repeat(3_000)));
    raw(
        kinds,
        parts -> {
          parts.extra = "[".repeat(5_000);
          return utf8(parts.json());
        });
  }

  private static void raw(List<PoisonKind> kinds, Recipe recipe) {
    kinds.add(new PoisonKind(recipe, Set.of(MALFORMED_JSON), false));
  }

  private static void add(List<PoisonKind> kinds, Reason reason, Consumer<Parts> change) {
    kinds.add(
        new PoisonKind(
            parts -> {
              change.accept(parts);
              return utf8(parts.json());
            },
            Set.of(reason),
            reason == TOO_LARGE));
  }

  private static void spoil(
      List<PoisonKind> kinds, Reason reason, BiConsumer<Parts, String> change, String... values) {
    for (String value : values) {
      add(kinds, reason, parts -> change.accept(parts, value));
    }
  }

  private static byte[] cut(byte[] line, SplitMix random) {
    return Arrays.copyOf(line, 1 + random.nextInt(line.length - 1));
  }

  private static byte[] notUtf8(Parts parts, int... bytes) {
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

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
