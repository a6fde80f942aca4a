package dev.meetuppulse.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A topology that counts a topic.
 *
 * @param name the topology's
 * @param topic the name of the topic; a topic that was created again keeps it
 * @param cluster the id of the Kafka cluster that has the topic; empty if not known
 */
public record Deployment(String name, String topic, String cluster) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Deployment of(Settings settings, String cluster) {
    return new Deployment(
        settings.text(Setting.TOPOLOGY_NAME), settings.text(Setting.KAFKA_TOPIC), cluster);
  }

  /** Reads what {@link #json} wrote. */
  static Deployment parse(String json) {
    try {
      JsonNode fields = JSON.readTree(json);
      return new Deployment(
          fields.path("deployment").asText(),
          fields.path("topic").asText(),
          fields.path("cluster").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its JSON; equal deployments have equal text. */
  String json() {
    return BoardJson.write(
        json -> {
          json.writeStringField("deployment", name);
          json.writeStringField("topic", topic);
          json.writeStringField("cluster", cluster);
        });
  }

  /** True if both are the same, as far as both know their cluster. */
  boolean isSameAs(Deployment other) {
    return name.equals(other.name)
        && topic.equals(other.topic)
        && (cluster.isEmpty() || other.cluster.isEmpty() || cluster.equals(other.cluster));
  }

  public String describe() {
    String of = cluster.isEmpty() ? "" : " of Kafka cluster " + cluster;
    return "%s (topic %s%s)".formatted(name, topic, of);
  }
}
