package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The fields that all records of an event share.
 *
 * @param token the event's stable id
 * @param start when it takes place, ms since the epoch; 0 if unknown
 * @param end when it ends, ms since the epoch; its start if unknown
 * @param event the contract's {@code event}
 * @param group the contract's {@code group}
 */
record EventFacts(String token, long start, long end, ObjectNode event, ObjectNode group) {
  /** An event that ends later is taken to end then. */
  private static final long MAX_LENGTH = TimeUnit.DAYS.toMillis(14);

  /** In other countries the API has something in this field, but no state in the usual sense. */
  private static final Set<String> COUNTRIES_WITH_STATES = Set.of("us", "ca");

  enum Defect {
    NONE,
    /** Its group is private, or gone. */
    NO_GROUP,
    /** Its group is nowhere. */
    NO_PLACE
  }

  /** Whether a {@code node} says all that a record must. */
  static Defect trouble(JsonNode node) {
    JsonNode group = node.path("group");
    if (!group.isObject()) {
      return Defect.NO_GROUP;
    }
    return text(group, "city").isBlank() || text(group, "country").isBlank()
        ? Defect.NO_PLACE
        : Defect.NONE;
  }

  /** The facts of an event whose end is unknown. */
  EventFacts(String token, long start, ObjectNode event, ObjectNode group) {
    this(token, start, start, event, group);
  }

  /** Reads a {@code node} without trouble. */
  static EventFacts of(JsonNode node) {
    String token = text(node, "token");
    long start = RsvpRow.time(node.path("dateTime"));
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("event_id", token);
    event.put("event_name", text(node, "title"));
    event.put("event_url", text(node, "eventUrl"));
    if (start > 0) {
      event.put("time", start);
    }
    return new EventFacts(token, start, end(node, start), event, group(node));
  }

  /** These facts with the time that a {@code node} says; unchanged if it says none. */
  EventFacts at(JsonNode node) {
    long newStart = RsvpRow.time(node.path("dateTime"));
    long newEnd = end(node, newStart);
    return newStart <= 0 || newStart == start && newEnd == end
        ? this
        : new EventFacts(token, newStart, newEnd, event.deepCopy().put("time", newStart), group);
  }

  /** These facts with the end of the others, if these have none and the start is equal. */
  EventFacts withEndOf(EventFacts others) {
    boolean isMissing = end <= start && others.start == start && others.end > end;
    return isMissing ? new EventFacts(token, start, others.end, event, group) : this;
  }

  /** When the event of a {@code node} ends, or begins if the end is missing; 0 if both are. */
  static long end(JsonNode node) {
    return end(node, RsvpRow.time(node.path("dateTime")));
  }

  private static long end(JsonNode node, long start) {
    long end = RsvpRow.time(node.path("endTime"));
    return start <= 0 ? start : Math.max(start, Math.min(end, start + MAX_LENGTH));
  }

  String groupUrlname() {
    return group.path("group_urlname").asText();
  }

  private static ObjectNode group(JsonNode node) {
    JsonNode from = node.path("group");
    String country = text(from, "country").strip().toLowerCase(Locale.ROOT);
    ObjectNode group = JsonNodeFactory.instance.objectNode();
    group.put("group_id", RsvpRow.number(text(from, "id")));
    group.put("group_name", text(from, "name"));
    group.put("group_urlname", text(from, "urlname"));
    group.put("group_city", text(from, "city").strip());
    group.put("group_country", country);
    String state = text(from, "state").strip().toUpperCase(Locale.ROOT);
    if (COUNTRIES_WITH_STATES.contains(country) && !state.isEmpty()) {
      group.put("group_state", state);
    }
    for (String coordinate : new String[] {"lat", "lon"}) {
      if (from.path(coordinate).isNumber()) {
        group.put("group_" + coordinate, from.path(coordinate).asDouble());
      }
    }
    JsonNode own = node.path("topics").path("edges");
    for (JsonNode topic : own.isEmpty() ? from.path("activeTopics") : own) {
      JsonNode named = topic.has("node") ? topic.get("node") : topic;
      group
          .withArray("group_topics")
          .addObject()
          .put("urlkey", text(named, "urlkey"))
          .put("topic_name", text(named, "name"));
    }
    return group;
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNull() ? "" : value.asText();
  }
}
