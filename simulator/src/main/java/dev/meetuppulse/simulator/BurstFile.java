package dev.meetuppulse.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Bursts in a file: those to make (YAML or JSON), and those that were made (JSON).
 *
 * <pre>
 * - topic: board-games
 *   city: Austin, TX     # may be left out: everywhere
 *   start: 20m           # after the stream's start, or a moment such as 2026-11-23T18:00:00Z
 *   factor: 3
 *   length: 10m
 * </pre>
 */
public final class BurstFile {
  private static final Set<String> KEYS = Set.of("topic", "city", "start", "factor", "length");

  private BurstFile() {}

  /**
   * @param streamStart what a start given as a duration is added to, ms since the epoch
   * @throws IllegalArgumentException in one line, if the file can't be read or says what is not
   *     allowed
   */
  public static List<Burst> read(Path file, long streamStart) {
    JsonNode root;
    try {
      root = new YAMLMapper().readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException("can't read bursts from " + file + ": " + why);
    }
    if (!root.isArray()) {
      throw new IllegalArgumentException(file + " must hold a list of bursts");
    }
    List<Burst> bursts = new ArrayList<>();
    for (JsonNode entry : root) {
      try {
        bursts.add(burst(entry, streamStart));
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new IllegalArgumentException(
            "burst " + (bursts.size() + 1) + " in " + file + ": " + e.getMessage());
      }
    }
    return bursts;
  }

  private static Burst burst(JsonNode entry, long streamStart) {
    for (Iterator<String> names = entry.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!KEYS.contains(name)) {
        throw new IllegalArgumentException("unknown key '" + name + "'");
      }
    }
    String start = entry.path("start").asText();
    return new Burst(
        entry.path("topic").asText(),
        entry.hasNonNull("city") ? entry.get("city").asText() : null,
        start.endsWith("Z")
            ? Instant.parse(start).toEpochMilli()
            : streamStart + duration(start).toMillis(),
        entry.path("factor").asDouble(),
        duration(entry.path("length").asText()));
  }

  private static Duration duration(String text) {
    if (!text.matches("\\d{1,9}[smhd]")) {
      throw new IllegalArgumentException("'" + text + "' is not a duration such as 30s, 10m or 2h");
    }
    String iso = text.endsWith("d") ? "P" + text : "PT" + text;
    return Duration.parse(iso);
  }

  /**
   * Writes the bursts and their effects, to compare results with.
   *
   * @throws IOException if the file can't be written
   */
  public static void write(Path file, List<Simulator.BurstRecord> done) throws IOException {
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    ArrayNode list = mapper.createArrayNode();
    for (Simulator.BurstRecord did : done) {
      Burst burst = did.burst();
      ObjectNode entry = list.addObject();
      entry.put("topic", burst.topic());
      if (burst.city() != null) {
        entry.put("city", burst.city());
      }
      entry
          .put("start", Instant.ofEpochMilli(burst.start()).toString())
          .put("end", Instant.ofEpochMilli(burst.end()).toString())
          .put("factor", burst.factor())
          .put("usualRsvpsPerSecond", did.usualRate())
          .put("groups", did.groups())
          .put("extraRsvps", did.rsvps());
    }
    mapper.writeValue(file.toFile(), list);
  }
}
