package dev.meetuppulse.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.kafka.KafkaAccessException;
import dev.meetuppulse.kafka.KafkaClients;
import dev.meetuppulse.kafka.TopicEnds;
import dev.meetuppulse.redis.BoardReader;
import dev.meetuppulse.redis.BoardStamp;
import dev.meetuppulse.web.health.Finding;
import dev.meetuppulse.web.health.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Checks whether each partition is counted and boards are published: what the topology last
 * reported, and the lag by Kafka's own account, which a topology that is away can't report.
 */
final class CountingChecks {
  private static final String NAME = "counting";
  private static final int ANSWER_SECONDS = 3;

  private CountingChecks() {}

  /** Nothing if Redis does not answer or holds no count: the check of Redis says that. */
  static List<Check> of(Settings settings) {
    String status;
    List<BoardStamp> boards;
    try (BoardReader reader = new BoardReader(settings)) {
      status = reader.read(List.of(), "").status();
      boards = reader.stamps();
    } catch (StoreException e) {
      return List.of();
    }
    if (status == null) {
      return List.of();
    }
    try {
      JsonNode counted = new ObjectMapper().readTree(status);
      List<Check> checks = new ArrayList<>(of(counted, ends(settings)));
      checks.add(check(Readiness.boards(counted, boards, System.currentTimeMillis())));
      return checks;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the status is not JSON", e);
    }
  }

  /**
   * @param ends Kafka's current ends; empty if it does not answer
   */
  static List<Check> of(JsonNode status, Map<Integer, TopicEnds.PartitionEnds> ends) {
    Map<Integer, JsonNode> partitions = new TreeMap<>();
    ends.keySet().forEach(number -> partitions.put(number, MissingNode.getInstance()));
    status
        .path("partitions")
        .forEach(partition -> partitions.put(partition.path("partition").asInt(), partition));
    List<Check> stuck = new ArrayList<>();
    long waiting = 0;
    for (Map.Entry<Integer, JsonNode> each : partitions.entrySet()) {
      long lag = lag(each.getValue(), ends.get(each.getKey()));
      waiting += lag;
      trouble("partition " + each.getKey(), each.getValue(), lag).ifPresent(stuck::add);
    }
    if (status.path("reason").isTextual()) {
      Check whole = Check.bad(NAME, waits(waiting), status.path("text").asText());
      // Redis may take what is counted, but not all boards.
      boolean goesOn = stuck.size() < partitions.size();
      boolean store = HaltReason.of(status.path("reason").asText()) == HaltReason.STORE;
      stuck.add(0, whole);
      return store && goesOn ? List.copyOf(stuck) : List.of(whole);
    }
    return stuck.isEmpty() ? List.of(Check.ok(NAME, waits(waiting))) : List.copyOf(stuck);
  }

  private static long lag(JsonNode partition, TopicEnds.PartitionEnds kafka) {
    long known = partition.path("end").asLong();
    long end = kafka == null ? known : kafka.end().orElse(known);
    return Math.max(0, end - partition.path("next").asLong());
  }

  /**
   * @param partition of the status; missing if only Kafka knows it
   */
  private static Optional<Check> trouble(String name, JsonNode partition, long lag) {
    if (partition.isMissingNode()) {
      String remedy = "see Storm UI: a worker of the topology may be down, or have no slot";
      return Optional.of(Check.bad(name, waits(lag) + ", and no task reads it", remedy));
    }
    String saved = waits(lag) + ", saved up to offset " + partition.path("next").asLong();
    return partition.path("reason").isTextual()
        ? Optional.of(Check.bad(name, saved, partition.path("text").asText()))
        : Optional.empty();
  }

  private static Check check(Finding finding) {
    return finding.isOk()
        ? Check.ok(finding.name(), finding.found())
        : Check.bad(finding.name(), finding.found(), finding.remedy());
  }

  private static String waits(long records) {
    return records + (records == 1 ? " record waits" : " records wait") + " in Kafka";
  }

  private static Map<Integer, TopicEnds.PartitionEnds> ends(Settings settings) {
    try (Admin admin = KafkaClients.openAdmin(settings)) {
      return TopicEnds.ask(admin, settings.text(Setting.KAFKA_TOPIC))
          .toCompletableFuture()
          .get(ANSWER_SECONDS, TimeUnit.SECONDS)
          .partitions();
    } catch (KafkaAccessException | ExecutionException | TimeoutException e) {
      return Map.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }
}
