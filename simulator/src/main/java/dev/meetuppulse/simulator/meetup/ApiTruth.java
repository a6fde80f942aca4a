package dev.meetuppulse.simulator.meetup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.simulator.GroupProfile;
import dev.meetuppulse.simulator.Truth;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The boards of a world: the contract's records of the current state of all its RSVPs, one each,
 * counted by {@link Truth}. Written apart from the feed, so that it can judge it.
 */
final class ApiTruth {
  private static final Set<String> WITH_STATES = Set.of("us", "ca");

  private final ObjectMapper mapper = new ObjectMapper();
  private final Truth truth;

  /**
   * @param countries that count, in lower case; empty for all
   */
  ApiTruth(Set<String> countries) {
    truth = new Truth(countries);
  }

  Truth count(ApiWorld world) {
    for (ApiEvent event : world.events()) {
      if (event.group().isCountable()) {
        event.rsvps().forEach(rsvp -> count(event, rsvp));
      }
    }
    return truth;
  }

  private void count(ApiEvent event, ApiRsvp rsvp) {
    if (!rsvp.reply().response().isEmpty()) {
      truth.accept(
          record(event, rsvp).toString().getBytes(StandardCharsets.UTF_8), Long.MAX_VALUE / 2);
    }
  }

  private ObjectNode record(ApiEvent event, ApiRsvp rsvp) {
    ObjectNode record = mapper.createObjectNode();
    record.put("rsvp_id", rsvp.id());
    record.put("mtime", rsvp.updated());
    record.put("response", rsvp.reply().response());
    record.put("guests", rsvp.reply().guests());
    record.putObject("event").put("event_id", event.token());
    record.set("group", group(event));
    return record;
  }

  private ObjectNode group(ApiEvent event) {
    GroupProfile profile = event.group().profile();
    GroupProfile.HomeTown place = profile.place();
    String country = place.country().toLowerCase(Locale.ROOT);
    ObjectNode group = mapper.createObjectNode();
    group.put("group_urlname", profile.urlname());
    group.put("group_city", place.city());
    group.put("group_country", country);
    if (WITH_STATES.contains(country)) {
      group.put("group_state", place.state());
    }
    ArrayNode topics = group.putArray("group_topics");
    for (GroupProfile.GroupTopic topic : topics(event)) {
      topics.addObject().put("urlkey", topic.urlkey()).put("topic_name", topic.name());
    }
    return group;
  }

  /** Its own topics, or its group's. */
  static List<GroupProfile.GroupTopic> topics(ApiEvent event) {
    List<GroupProfile.GroupTopic> all = event.group().profile().topics();
    return event.plan().ownTopics() ? all.subList(0, 1) : all;
  }
}
