package dev.meetuppulse.oracle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Judges a line by the rules of the record, one after the other, on a tree of all that it says. */
public final class RecordRules {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_KEY_BYTES = 500;
  private static final int MAX_LABEL_UNITS = 200;
  private static final long MAX_AHEAD = 60_000;
  private static final long MAX_GUESTS = 1_000_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Set<String> broken = new LinkedHashSet<>();

  private RecordRules() {}

  /**
   * The result of judging a line by the rules.
   *
   * @param broken the names of the rules it breaks, in the order of the contract
   * @param version what it says, if it breaks none; else null
   */
  public record Verdict(Set<String> broken, RsvpVersion version) {}

  /** Judges a line, given without its newline, as of {@code now}, ms since the epoch. */
  public static Verdict judge(byte[] line, long now) {
    RecordRules rules = new RecordRules();
    RsvpVersion version = rules.read(line, now);
    return new Verdict(rules.broken, rules.broken.isEmpty() ? version : null);
  }

  private RsvpVersion read(byte[] line, long now) {
    if (line.length > MAX_BYTES) {
      broken.add("too_large");
      return null;
    }
    JsonNode root = tree(line);
    if (root == null || !root.isObject()) {
      broken.add("malformed_json");
      return null;
    }
    long id = integer(root, "rsvp_id", true, Long.MIN_VALUE, Long.MAX_VALUE);
    long mtime = integer(root, "mtime", true, 1, Long.MAX_VALUE);
    if (mtime > now + MAX_AHEAD) {
      broken.add("future");
    }
    String response = text(root, "response", "response", false);
    long guests = integer(root, "guests", false, 0, MAX_GUESTS);
    JsonNode group = root.path("group");
    if (isAbsent(group) || !group.isObject()) {
      broken.add((isAbsent(group) ? "missing_field:" : "bad_type:") + "group");
      return null;
    }
    String country = text(group, "group_country", "group.group_country", true);
    String city = text(group, "group_city", "group.group_city", true);
    String state = text(group, "group_state", "group.group_state", false);
    Set<String> topics = topics(group.path("group_topics"));
    if (country == null || city == null) {
      return null;
    }
    Place place = place(country, city, state, key(group, "group_urlname", "group_name"), topics);
    Labelled event = key(root.path("event"), "event_id", "event_name");
    limit(place.state(), "group.group_state");
    limit(place.city(), "group.group_city");
    limit(place.group() == null ? null : place.group().key(), "group.group_urlname");
    topics.forEach(topic -> limit(topic, "group.group_topics"));
    limit(event == null ? null : event.key(), "event.event_id");
    return new RsvpVersion(id, mtime, response, (int) guests, place, event);
  }

  private static Place place(
      String country, String city, String state, Labelled group, Set<String> topics) {
    String region =
        state == null || trim(state).isEmpty() ? null : trim(state).toUpperCase(Locale.ROOT);
    String behind = region == null ? trim(country).toUpperCase(Locale.ROOT) : region;
    return new Place(
        trim(country).toLowerCase(Locale.ROOT), trim(city) + ", " + behind, region, group, topics);
  }

  /** Null if it is not JSON in UTF-8. */
  private static JsonNode tree(byte[] line) {
    try {
      return MAPPER.readTree(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString());
    } catch (CharacterCodingException | JacksonException e) {
      return null;
    }
  }

  private long integer(JsonNode parent, String name, boolean required, long from, long to) {
    JsonNode node = parent.path(name);
    if (isAbsent(node)) {
      if (required) {
        broken.add("missing_field:" + name);
      }
      return 0;
    }
    if (!node.isIntegralNumber()) {
      broken.add("bad_type:" + name);
      return 0;
    }
    if (!node.canConvertToLong() || node.longValue() < from || node.longValue() > to) {
      broken.add("bad_value:" + name);
      return 0;
    }
    return node.longValue();
  }

  private String text(JsonNode parent, String name, String path, boolean required) {
    JsonNode node = parent.path(name);
    if (isAbsent(node)) {
      if (required) {
        broken.add("missing_field:" + path);
      }
      return null;
    }
    if (!node.isTextual() || required && trim(node.textValue()).isEmpty()) {
      broken.add("bad_type:" + path);
      return null;
    }
    return wellFormed(node.textValue());
  }

  private Set<String> topics(JsonNode list) {
    Set<String> keys = new LinkedHashSet<>();
    if (!isAbsent(list) && !list.isArray()) {
      broken.add("bad_type:group.group_topics");
      return keys;
    }
    for (JsonNode topic : list) {
      if (topic.path("urlkey").isTextual()) {
        keys.add(wellFormed(topic.path("urlkey").textValue()));
      } else {
        broken.add("bad_type:group.group_topics");
      }
    }
    return keys;
  }

  /** A key that may be missing, of another type, or blank: then there is none. */
  private static Labelled key(JsonNode parent, String name, String label) {
    String key = wellFormed(parent.path(name).textValue());
    String text = wellFormed(parent.path(label).textValue());
    if (key == null || trim(key).isEmpty()) {
      return null;
    }
    return new Labelled(key, cut(text == null || trim(text).isEmpty() ? key : text));
  }

  private void limit(String key, String path) {
    if (key != null && key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      broken.add("bad_value:" + path);
    }
  }

  /** As many whole characters as have room in the units of a label. */
  private static String cut(String label) {
    StringBuilder result = new StringBuilder();
    label
        .codePoints()
        .takeWhile(c -> result.length() + Character.charCount(c) <= MAX_LABEL_UNITS)
        .forEach(result::appendCodePoint);
    return result.toString();
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  /** Without Unicode white space, no-break spaces among it, at both ends. */
  private static String trim(String text) {
    String space = "[\\p{javaWhitespace}\\p{javaSpaceChar}\\x85]+";
    return text.replaceAll("^" + space, "").replaceAll(space + "\\z", "");
  }

  /** Half of a surrogate pair is no text; it becomes U+FFFD. */
  private static String wellFormed(String text) {
    if (text == null) {
      return null;
    }
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> result.appendCodePoint(Character.getType(c) == Character.SURROGATE ? 0xFFFD : c));
    return result.toString();
  }
}
