package dev.meetuppulse.core.rsvp;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The table of rules, written down once more over whole trees: what the parser must agree with. */
final class NaiveParser {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * @param reasons every rule it breaks
   * @param summary of a valid record: what is counted, as one text
   */
  record Verdict(Set<String> reasons, String summary) {}

  private final Set<String> reasons = new LinkedHashSet<>();

  private NaiveParser() {}

  static Verdict judge(byte[] line, long now) {
    NaiveParser parser = new NaiveParser();
    String summary = parser.read(line, now);
    return new Verdict(parser.reasons, parser.reasons.isEmpty() ? summary : null);
  }

  static String summary(Rsvp rsvp) {
    Facets facets = rsvp.facets();
    return summary(
        rsvp.id(),
        rsvp.mtime(),
        rsvp.response(),
        rsvp.guests(),
        facets.country(),
        facets.city().name(),
        facets.state() == null ? null : facets.state().name(),
        facets.group() == null ? null : facets.group().name() + "=" + facets.group().label(),
        facets.topics().stream().map(Key::name).toList(),
        rsvp.event() == null ? null : rsvp.event().name() + "=" + rsvp.event().label());
  }

  private static String summary(Object... parts) {
    List<String> texts = new ArrayList<>();
    for (Object part : parts) {
      texts.add(String.valueOf(part));
    }
    return String.join("|", texts);
  }

  private String read(byte[] line, long now) {
    JsonNode record;
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(line))
              .toString();
      record = MAPPER.readTree(text);
    } catch (CharacterCodingException | com.fasterxml.jackson.core.JsonProcessingException e) {
      reasons.add("malformed_json");
      return null;
    }
    if (!record.isObject()) {
      reasons.add("malformed_json");
      return null;
    }
    long id = integer(record, "rsvp_id", true, Long.MIN_VALUE, Long.MAX_VALUE);
    long mtime = integer(record, "mtime", true, 1, Long.MAX_VALUE);
    if (mtime > now + 60_000) {
      reasons.add("future");
    }
    String response = text(record, "response", "response", false);
    long guests = integer(record, "guests", false, 0, 1_000_000);
    JsonNode group = record.path("group");
    if (isAbsent(group)) {
      reasons.add("missing_field:group");
      return null;
    }
    if (!group.isObject()) {
      reasons.add("bad_type:group");
      return null;
    }
    String country = text(group, "group_country", "group.group_country", true);
    String city = text(group, "group_city", "group.group_city", true);
    String state = text(group, "group_state", "group.group_state", false);
    Set<String> topics = topics(group.path("group_topics"));
    if (!reasons.isEmpty()) {
      return null;
    }
    String region = state == null || trim(state).isEmpty() ? null : upper(trim(state));
    String cityKey = trim(city) + ", " + (region == null ? upper(trim(country)) : region);
    limit(cityKey, "group.group_city");
    limit(region, "group.group_state");
    limit(group.path("group_urlname").textValue(), "group.group_urlname");
    topics.forEach(topic -> limit(topic, "group.group_topics"));
    limit(record.path("event").path("event_id").textValue(), "event.event_id");
    return summary(
        id,
        mtime,
        response,
        guests,
        trim(country).toLowerCase(Locale.ROOT),
        cityKey,
        region,
        key(group, "group_urlname", "group_name"),
        List.copyOf(topics),
        key(record.path("event"), "event_id", "event_name"));
  }

  private long integer(JsonNode parent, String name, boolean required, long from, long to) {
    JsonNode node = parent.path(name);
    if (isAbsent(node)) {
      if (required) {
        reasons.add("missing_field:" + name);
      }
      return 0;
    }
    if (!node.isIntegralNumber()) {
      reasons.add("bad_type:" + name);
      return 0;
    }
    if (!node.canConvertToLong() || node.longValue() < from || node.longValue() > to) {
      reasons.add("bad_value:" + name);
      return 0;
    }
    return node.longValue();
  }

  private String text(JsonNode parent, String name, String path, boolean required) {
    JsonNode node = parent.path(name);
    if (isAbsent(node)) {
      if (required) {
        reasons.add("missing_field:" + path);
      }
      return null;
    }
    if (!node.isTextual() || required && trim(node.textValue()).isEmpty()) {
      reasons.add("bad_type:" + path);
      return null;
    }
    return encodable(node.textValue());
  }

  private Set<String> topics(JsonNode list) {
    Set<String> keys = new LinkedHashSet<>();
    if (!isAbsent(list) && !list.isArray()) {
      reasons.add("bad_type:group.group_topics");
      return keys;
    }
    for (JsonNode topic : list) {
      if (topic.path("urlkey").isTextual()) {
        keys.add(encodable(topic.path("urlkey").textValue()));
      } else {
        reasons.add("bad_type:group.group_topics");
      }
    }
    return keys;
  }

  private static String key(JsonNode parent, String name, String label) {
    String key = encodable(parent.path(name).textValue());
    String text = encodable(parent.path(label).textValue());
    if (key == null || trim(key).isEmpty()) {
      return null;
    }
    return key + "=" + cut(text == null || trim(text).isEmpty() ? key : text);
  }

  private void limit(String key, String path) {
    if (key != null
        && !trim(key).isEmpty()
        && encodable(key).getBytes(StandardCharsets.UTF_8).length > 500) {
      reasons.add("bad_value:" + path);
    }
  }

  /** As many whole characters as have room in 200 units. */
  private static String cut(String label) {
    StringBuilder result = new StringBuilder();
    label
        .codePoints()
        .takeWhile(c -> result.length() + Character.charCount(c) <= 200)
        .forEach(result::appendCodePoint);
    return result.toString();
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static String trim(String text) {
    String space = "[\\p{javaWhitespace}\\p{javaSpaceChar}\\x85]+";
    return text.replaceAll("^" + space, "").replaceAll(space + "\\z", "");
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static String encodable(String text) {
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
