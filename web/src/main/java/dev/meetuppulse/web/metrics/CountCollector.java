package dev.meetuppulse.web.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.metrics.Metric;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.redis.WorkerMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Clock;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Reads what the count and its workers left in Redis, once a scrape. */
final class CountCollector implements MultiCollector {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> OUTCOMES =
      List.of("new", "duplicate", "stale", "changed", "filtered", "invalid");

  private final Supplier<String> status;
  private final WorkerMetrics workers;
  private final Clock wall;

  /**
   * @param status the published status, JSON, or null; throws {@link StoreException}
   */
  CountCollector(Supplier<String> status, WorkerMetrics workers, Clock wall) {
    this.status = status;
    this.workers = workers;
    this.wall = wall;
  }

  @Override
  public MetricSnapshots collect() {
    Families families = new Families();
    try {
      String json = status.get();
      if (json != null) {
        addStatus(MAPPER.readTree(json), families);
      }
      for (WorkerMetrics.Report report : workers.read(wall.millis())) {
        addWorker(report, families);
      }
      families.add(Metric.REDIS_UP, 1);
    } catch (StoreException e) {
      families.add(Metric.REDIS_UP, 0);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the status in Redis is not JSON", e);
    }
    return families.snapshots();
  }

  private void addStatus(JsonNode status, Families families) {
    long publishedAt = status.path("publishedAt").asLong();
    // A status without it says only what holds up a count that has saved nothing.
    if (publishedAt != 0) {
      addCounts(status, families);
      families.add(Metric.BOARDS_AGE, (wall.millis() - publishedAt) / 1000.0);
    }
    for (JsonNode partition : status.path("partitions")) {
      long lag = partition.path("end").asLong() - partition.path("next").asLong();
      String number = partition.path("partition").asText();
      families.add(Metric.LAG, Math.max(0, lag), number);
      // Without a report it is not known: 0 would be taken for a counter that began again.
      if (partition.has("lost")) {
        families.add(Metric.LOST_RECORDS, partition.path("lost").asLong(), number);
      }
    }
    halted(status)
        .forEach((reason, partitions) -> families.add(Metric.HALTED, partitions, reason.id()));
    families.add(Metric.REBUILDING, status.path("rebuilding").asBoolean() ? 1 : 0);
  }

  /** How many partitions each reason holds up; a reason for the whole topic may name none. */
  private static Map<HaltReason, Integer> halted(JsonNode status) {
    Map<HaltReason, Integer> halted = new EnumMap<>(HaltReason.class);
    for (HaltReason reason : HaltReason.values()) {
      halted.put(reason, 0);
    }
    for (JsonNode partition : status.path("partitions")) {
      if (partition.path("reason").isTextual()) {
        halted.merge(HaltReason.of(partition.path("reason").asText()), 1, Integer::sum);
      }
    }
    HaltReason whole = null;
    if (status.path("reason").isTextual()) {
      whole = HaltReason.of(status.path("reason").asText());
      halted.merge(whole, 1, Math::max);
    }
    if (isCountedRecording(status, whole)) {
      halted.put(HaltReason.AWAY, 0);
    }
    // That is not up to date while the topology is paused or away.
    boolean isOld = whole == HaltReason.PAUSED || whole == HaltReason.AWAY;
    if (status.path("kafkaDown").asBoolean() && !isOld) {
      halted.merge(HaltReason.KAFKA_AWAY, 1, Math::max);
    }
    return halted;
  }

  /** Whether a recording was counted to its end, after which its topology may be gone. */
  private static boolean isCountedRecording(JsonNode status, HaltReason whole) {
    return whole == HaltReason.AWAY
        && status.path("clockKind").asText().equals("event")
        && status.path("lag").asLong() == 0;
  }

  private static void addCounts(JsonNode status, Families families) {
    JsonNode records = status.path("records");
    for (String outcome : OUTCOMES) {
      families.add(Metric.RECORDS, records.path(outcome).asLong(), outcome);
    }
    status
        .path("invalidReasons")
        .properties()
        .forEach(
            reason ->
                families.add(Metric.INVALID_RECORDS, reason.getValue().asLong(), reason.getKey()));
    families.add(Metric.LATE_RECORDS, records.path("late").asLong());
    families.add(Metric.FORGOTTEN_RSVPS, records.path("forgotten").asLong());
  }

  private static void addWorker(WorkerMetrics.Report report, Families families) {
    Set<Metric> histograms = EnumSet.noneOf(Metric.class);
    report
        .samples()
        .forEach(
            (id, sample) ->
                Metric.ofWorker(id)
                    .ifPresent(
                        metric -> {
                          switch (metric.type()) {
                            case HISTOGRAM -> histograms.add(metric);
                            case SUMMARY ->
                                families.addSummary(
                                    metric, sample.value(), sample.quantiles(), report.worker());
                            default -> families.add(metric, sample.value(), report.worker());
                          }
                        }));
    for (Metric metric : histograms) {
      families.addHistogram(metric, report.samples(), report.worker());
    }
  }
}
