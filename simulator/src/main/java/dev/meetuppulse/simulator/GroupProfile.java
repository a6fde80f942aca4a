package dev.meetuppulse.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A group of the simulated world as plain values.
 *
 * @param country in lower case
 * @param state in upper case; null outside the US and Canada
 */
public record GroupProfile(
    long id, String name, String urlname, HomeTown place, List<GroupTopic> topics) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public record HomeTown(String city, String state, String country, double lat, double lon) {}

  public record GroupTopic(String urlkey, String name) {}

  static GroupProfile of(Group group) {
    JsonNode json = read(group.json());
    return new GroupProfile(
        json.get("group_id").asLong(),
        json.get("group_name").asText(),
        group.urlname(),
        new HomeTown(
            group.city(),
            group.state(),
            group.country(),
            json.get("group_lat").asDouble(),
            json.get("group_lon").asDouble()),
        StreamSupport.stream(json.get("group_topics").spliterator(), false)
            .map(
                topic ->
                    new GroupTopic(topic.get("urlkey").asText(), topic.get("topic_name").asText()))
            .toList());
  }

  public String eventTitle(SplitMix random) {
    return Names.event(
        random,
        topics.get(random.nextInt(topics.size())).name(),
        topics.get(random.nextInt(topics.size())).name());
  }

  private static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
