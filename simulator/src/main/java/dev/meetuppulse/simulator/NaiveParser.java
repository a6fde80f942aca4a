package dev.meetuppulse.simulator;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Judges a line by the rules of the record, one after the other, on a tree of all that it says.
 * Slow, and meant to be seen to be right.
 */
final class NaiveParser {
  private static final int MOST_BYTES = 1 << 20;
  private static final long MOST_AHEAD = 60_000;
  private static final int MOST_KEY_BYTES = 500;

  private final JsonMapper mapper =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** The line breaks a rule; the message is the reason's name. */
  static final class BrokenRule extends Exception {
    BrokenRule(String reason) {
      super(reason);
    }
  }

  Truth.Version parse(byte[] line, long now) throws BrokenRule {
    if (line.length > MOST_BYTES) {
      throw new BrokenRule("too_large");
    }
    JsonNode root = readObject(line);
    long id = integer(root.get("rsvp_id"), "rsvp_id");
    long mtime = integer(root.get("mtime"), "mtime");
    if (mtime <= 0) {
      throw new BrokenRule("bad_value:mtime");
    }
    if (mtime > now + MOST_AHEAD) {
      throw new BrokenRule("future");
    }
    JsonNode group = root.get("group");
    if (absent(group)) {
      throw new BrokenRule("missing_field:group");
    }
    if (!group.isObject()) {
      throw new BrokenRule("bad_type:group");
    }
    String country =
        requiredText(group.get("group_country"), "group.group_country").toLowerCase(Locale.ROOT);
    String city = requiredText(group.get("group_city"), "group.group_city");
    String state = trim(optionalText(group.get("group_state"), "group.group_state"));
    if (state.isEmpty()) {
      state = null;
    } else {
      state = state.toUpperCase(Locale.ROOT);
    }
    String response =
        absent(root.get("response")) ? null : optionalText(root.get("response"), "response");
    long guests = absent(root.get("guests")) ? 0 : integer(root.get("guests"), "guests");
    if (guests < 0 || guests > 1_000_000) {
      throw new BrokenRule("bad_value:guests");
    }
    Set<String> topics = topics(group.get("group_topics"));
    String cityKey = city + ", " + (state == null ? country.toUpperCase(Locale.ROOT) : state);
    String urlname = key(group.get("group_urlname"));
    JsonNode event = root.get("event");
    String eventId = event != null && event.isObject() ? key(event.get("event_id")) : null;
    limit(state, "group.group_state");
    limit(cityKey, "group.group_city");
    limit(urlname, "group.group_urlname");
    for (String topic : topics) {
      limit(topic, "group.group_topics");
    }
    limit(eventId, "event.event_id");
    return new Truth.Version(
        id,
        mtime,
        response,
        (int) guests,
        new Truth.Place(country, cityKey, state, urlname, topics),
        eventId);
  }

  private static void limit(String key, String field) throws BrokenRule {
    if (key != null && key.getBytes(StandardCharsets.UTF_8).length > MOST_KEY_BYTES) {
      throw new BrokenRule("bad_value:" + field);
    }
  }

  private JsonNode readObject(byte[] line) throws BrokenRule {
    JsonNode root;
    try {
      root =
          mapper.readTree(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString());
    } catch (CharacterCodingException | JacksonException e) {
      throw new BrokenRule("malformed_json");
    }
    if (root == null || !root.isObject()) {
      throw new BrokenRule("malformed_json");
    }
    return root;
  }

  private static boolean absent(JsonNode node) {
    return node == null || node.isNull();
  }

  private static long integer(JsonNode node, String field) throws BrokenRule {
    if (absent(node)) {
      throw new BrokenRule("missing_field:" + field);
    }
    if (!node.isIntegralNumber()) {
      throw new BrokenRule("bad_type:" + field);
    }
    BigInteger value = node.bigIntegerValue();
    if (value.bitLength() > 63) {
      throw new BrokenRule("bad_value:" + field);
    }
    return value.longValue();
  }

  private static String requiredText(JsonNode node, String field) throws BrokenRule {
    if (absent(node)) {
      throw new BrokenRule("missing_field:" + field);
    }
    String text = trim(optionalText(node, field));
    if (text.isEmpty()) {
      throw new BrokenRule("bad_type:" + field);
    }
    return text;
  }

  /** The text; empty where there is none. */
  private static String optionalText(JsonNode node, String field) throws BrokenRule {
    if (absent(node)) {
      return "";
    }
    if (!node.isTextual()) {
      throw new BrokenRule("bad_type:" + field);
    }
    return wellFormed(node.textValue());
  }

  private static Set<String> topics(JsonNode node) throws BrokenRule {
    Set<String> topics = new LinkedHashSet<>();
    if (absent(node)) {
      return topics;
    }
    String field = "bad_type:group.group_topics";
    if (!node.isArray()) {
      throw new BrokenRule(field);
    }
    for (JsonNode topic : node) {
      if (!topic.isObject() || topic.get("urlkey") == null || !topic.get("urlkey").isTextual()) {
        throw new BrokenRule(field);
      }
      topics.add(wellFormed(topic.get("urlkey").textValue()));
    }
    return topics;
  }

  /** A key that may be missing, of another type, or blank: then there is none. */
  private static String key(JsonNode node) {
    if (node == null || !node.isTextual() || trim(node.textValue()).isEmpty()) {
      return null;
    }
    return wellFormed(node.textValue());
  }

  /** Half of a surrogate pair is no text; it becomes U+FFFD. */
  private static String wellFormed(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
    return out.toString();
  }

  private static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}
