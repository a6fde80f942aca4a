package dev.meetuppulse.simulator;

import java.util.ArrayList;
import java.util.List;

/** A good line in parts, to be spoilt. Values are JSON text; a null value leaves the key out. */
final class PoisonParts {
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

  PoisonParts(SplitMix random, long index, long at) {
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
        "member", "{\"member_id\":666,\"member_name\":\"" + Poison.SECRET + "\"}",
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
