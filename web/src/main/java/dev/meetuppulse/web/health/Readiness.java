package dev.meetuppulse.web.health;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.redis.BoardStamp;
import dev.meetuppulse.web.boards.StatusView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges by the published status whether page and API show what is counted now: whether Redis
 * answers and takes writes, how old the boards are, and whether Kafka or the topology hold up a
 * partition.
 */
public final class Readiness {
  /** Boards this old are out of date; the alert rule has the same limit. */
  static final Duration OLDEST = Duration.ofSeconds(15);

  static final String REDIS = "redis";
  static final String BOARDS = "boards";
  static final String KAFKA = "kafka";
  static final String TOPOLOGY = "topology";

  private static final String NOTHING_YET = "nothing is published yet";

  private static final Set<HaltReason> OF_TOPOLOGY =
      EnumSet.of(HaltReason.PAUSED, HaltReason.AWAY, HaltReason.STALLED);

  private Readiness() {}

  /**
   * All parts, by what Redis holds.
   *
   * @param boards all that are published
   * @param now the wall clock, ms since the epoch
   */
  public static List<Finding> of(StatusView view, List<BoardStamp> boards, long now) {
    Map<HaltReason, HaltedPartitions> halts = halts(view.status());
    return List.of(
        redis(view, halts),
        boards(view.status(), boards, now),
        kafka(view.status(), halts),
        topology(view.status(), halts));
  }

  /**
   * All parts while Redis can't be read.
   *
   * @param message the cause, and after a semicolon what to do
   */
  public static List<Finding> withoutRedis(String message) {
    String unknown = "not known without Redis";
    return List.of(
        Finding.bad(REDIS, message),
        Finding.unknown(BOARDS, unknown),
        Finding.unknown(KAFKA, unknown),
        Finding.unknown(TOPOLOGY, unknown));
  }

  private static Finding redis(StatusView view, Map<HaltReason, HaltedPartitions> halts) {
    if (view.refusal() != null) {
      return Finding.bad(REDIS, view.refusal());
    }
    return halts.containsKey(HaltReason.STORE)
        ? halts.get(HaltReason.STORE).finding(REDIS)
        : Finding.ok(REDIS, "answers, and takes writes");
  }

  /**
   * How old the boards are.
   *
   * @param status as published, or null
   * @param boards all that are published
   * @param now the wall clock, ms since the epoch
   */
  public static Finding boards(JsonNode status, List<BoardStamp> boards, long now) {
    if (status == null || status.path("publishedAt").asLong() == 0) {
      return Finding.bad(
          BOARDS,
          NOTHING_YET,
          "submit the topology, and check that redis.prefix is the same here and there");
    }
    long publishedAt = status.path("publishedAt").asLong();
    long age = now - publishedAt;
    if (age <= -StatusView.STALE_MILLIS) {
      return Finding.bad(
          BOARDS,
          String.format(Locale.ROOT, "published %.1f s ahead of this server's clock", -age / 1e3),
          "set the clocks of this machine and of the topology's");
    }
    String found = String.format(Locale.ROOT, "published %.1f s ago", Math.max(0, age) / 1e3);
    if (age > OLDEST.toMillis()) {
      return Finding.bad(BOARDS, found, "check that the topology is active and its workers run");
    }
    String stuck =
        boards.stream()
            .filter(board -> board.behind(status) > OLDEST.toMillis())
            .map(board -> board.dimension() + " " + board.window())
            .collect(Collectors.joining(", "));
    return stuck.isEmpty()
        ? Finding.ok(BOARDS, found)
        : Finding.bad(
            BOARDS,
            "no longer published while others are: " + stuck,
            "look in the workers' logs for errors of rank and store");
  }

  private static Finding kafka(JsonNode status, Map<HaltReason, HaltedPartitions> halts) {
    return halts.entrySet().stream()
        .filter(halt -> !OF_TOPOLOGY.contains(halt.getKey()) && halt.getKey() != HaltReason.STORE)
        .findFirst()
        .map(halt -> halt.getValue().finding(KAFKA))
        .orElseGet(() -> waiting(status, halts));
  }

  private static Finding waiting(JsonNode status, Map<HaltReason, HaltedPartitions> halts) {
    if (status == null) {
      return Finding.unknown(KAFKA, NOTHING_YET);
    }
    // The ends that were last reported are old by now.
    return halts.containsKey(HaltReason.AWAY)
        ? Finding.unknown(KAFKA, "not known without the topology's reports")
        : Finding.ok(KAFKA, waits(status.path("lag").asLong()));
  }

  private static Finding topology(JsonNode status, Map<HaltReason, HaltedPartitions> halts) {
    return halts.entrySet().stream()
        .filter(halt -> OF_TOPOLOGY.contains(halt.getKey()))
        .findFirst()
        .map(halt -> halt.getValue().finding(TOPOLOGY))
        .orElseGet(
            () ->
                status == null
                    ? Finding.unknown(TOPOLOGY, NOTHING_YET)
                    : Finding.ok(TOPOLOGY, "counts"));
  }

  private static String waits(long lag) {
    return lag + (lag == 1 ? " record waits" : " records wait");
  }

  /** The reasons for which partitions are held up; that of all of them first. */
  private static Map<HaltReason, HaltedPartitions> halts(JsonNode status) {
    Map<HaltReason, HaltedPartitions> halts = new LinkedHashMap<>();
    if (status == null) {
      return halts;
    }
    Map<HaltReason, HaltedPartitions> ofSome = ofPartitions(status);
    if (status.path("reason").isTextual()) {
      halts.put(reason(status), new HaltedPartitions(status.path("text").asText(), List.of()));
      // A paused topology still sees that Kafka is away.
      if (ofSome.containsKey(HaltReason.PAUSED)) {
        halts.putIfAbsent(HaltReason.PAUSED, ofSome.get(HaltReason.PAUSED));
      }
      // Redis may take what is counted, but not all boards.
      if (reason(status) != HaltReason.STORE) {
        return halts;
      }
    }
    if (status.path("kafkaDown").asBoolean()) {
      halts.put(
          HaltReason.KAFKA_AWAY, new HaltedPartitions(HaltReason.KAFKA_AWAY.text(), List.of()));
      return halts;
    }
    ofSome.forEach(halts::putIfAbsent);
    return halts;
  }

  private static Map<HaltReason, HaltedPartitions> ofPartitions(JsonNode status) {
    Map<HaltReason, HaltedPartitions> ofSome = new LinkedHashMap<>();
    for (JsonNode partition : status.path("partitions")) {
      if (partition.path("reason").isTextual()) {
        ofSome
            .computeIfAbsent(
                reason(partition),
                any -> new HaltedPartitions(partition.path("text").asText(), new ArrayList<>()))
            .partitions()
            .add(partition.path("partition").asInt());
      }
    }
    return ofSome;
  }

  private static HaltReason reason(JsonNode node) {
    return HaltReason.of(node.path("reason").asText());
  }

  /**
   * Partitions that can't continue.
   *
   * @param text cause and remedy in one line
   * @param partitions their numbers; empty if it holds for all
   */
  private record HaltedPartitions(String text, List<Integer> partitions) {
    Finding finding(String name) {
      if (partitions.isEmpty()) {
        return Finding.bad(name, text);
      }
      String numbers = partitions.toString().replaceAll("[\\[\\]]", "");
      return Finding.bad(
          name, (partitions.size() == 1 ? "partition " : "partitions ") + numbers + ": " + text);
    }
  }
}
