package dev.meetuppulse.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.board.Status;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.MergedReports;
import dev.meetuppulse.core.source.PartitionReport;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds to a status the facts that need no save: each partition's end and lag, why it is stuck, and
 * what is lost.
 */
final class StatusReports {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String clockKind;

  /** For a count whose windows end by {@code clockKind}, {@code wall} or {@code event}. */
  StatusReports(String clockKind) {
    this.clockKind = clockKind;
  }

  /**
   * Adds the reports to a status, which is JSON or null. Without a status: null if no partition is
   * stuck, else a status without counts at the time 0.
   */
  String merge(String status, MergedReports reports) {
    if (status == null
        && reports.wholeTopic().isEmpty()
        && reports.partitions().values().stream().noneMatch(PartitionReport::isHalted)) {
      return null;
    }
    try {
      ObjectNode merged = (ObjectNode) JSON.readTree(status == null ? nothingSaved() : status);
      merge(merged, reports);
      return JSON.writeValueAsString(merged);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the status is not JSON", e);
    }
  }

  private String nothingSaved() {
    return BoardJson.status(new Status(0, 0, Tally.ZERO, List.of(), false), 0, clockKind, 0);
  }

  private static void merge(ObjectNode status, MergedReports reports) {
    SortedMap<Integer, ObjectNode> partitions = new TreeMap<>();
    for (JsonNode partition : status.path("partitions")) {
      partitions.put(partition.path("partition").asInt(), (ObjectNode) partition);
    }
    if (reports.size() > 0) {
      // The topic was created again with fewer: the others have ended.
      partitions.tailMap(reports.size()).clear();
      status.put("rebuilding", partitions.values().stream().anyMatch(StatusReports::isRebuilding));
    }
    reports
        .partitions()
        .forEach(
            (number, report) ->
                put(partitions.computeIfAbsent(number, StatusReports::unsaved), report));
    long lag = 0;
    long lost = 0;
    int stuck = 0;
    for (ObjectNode partition : partitions.values()) {
      lag += Math.max(0, partition.path("end").asLong() - partition.path("next").asLong());
      lost += partition.path("lost").asLong();
      stuck += partition.path("reason").isTextual() ? 1 : 0;
    }
    status.put("lag", lag);
    status.put("stuck", stuck);
    status.put("lost", lost);
    PartitionReport whole = reports.wholeTopic().orElse(null);
    putReason(status, whole);
    if (whole != null && whole.halt() == HaltReason.KAFKA_AWAY) {
      status.put("kafkaDown", true);
    }
    ArrayNode array = status.putArray("partitions");
    partitions.values().forEach(array::add);
  }

  private static boolean isRebuilding(ObjectNode partition) {
    return partition.path("next").asLong() < partition.path("rebuildEnd").asLong();
  }

  /** A partition with nothing saved yet. */
  private static ObjectNode unsaved(int number) {
    ObjectNode partition = JSON.createObjectNode();
    partition.put("partition", number);
    partition.put("next", 0);
    partition.put("end", 0);
    partition.put("rebuildEnd", 0);
    return partition;
  }

  private static void put(ObjectNode partition, PartitionReport report) {
    boolean isUnsaved = partition.path("end").asLong() == 0;
    // The topic was created again, and nothing of it is saved. A report that goes on is only older.
    boolean isOfFormerLog =
        report.isHalted()
            && report.logEnd() >= 0
            && partition.path("next").asLong() > report.logEnd();
    if ((isUnsaved || isOfFormerLog) && report.next() >= 0) {
      partition.put("next", report.next());
    }
    if (report.logEnd() >= 0) {
      partition.put("end", Math.max(report.logEnd(), partition.path("next").asLong()));
    }
    putReason(partition, report.isHalted() ? report : null);
    partition.put("lost", report.lost());
    if (report.lost() > 0) {
      partition.put("lostText", report.lostText());
    }
  }

  private static void putReason(ObjectNode node, PartitionReport report) {
    if (report == null) {
      node.putNull("reason");
    } else {
      node.put("reason", report.halt().id());
      node.put("text", report.text());
      node.put("since", report.since());
    }
  }
}
