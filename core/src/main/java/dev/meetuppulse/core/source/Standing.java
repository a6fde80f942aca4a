package dev.meetuppulse.core.source;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All reports on the topic made one: a report for each partition, and the reason that holds for all
 * of them, if there is one.
 *
 * @param partitions by number
 * @param whole why no partition continues
 */
public record Standing(
    SortedMap<Integer, PartitionReport> partitions, Optional<PartitionReport> whole) {

  /**
   * A report as it was published.
   *
   * @param ageMillis how long ago
   */
  public record PublishedReport(Reporter reporter, PartitionReport report, long ageMillis) {
    private boolean isValid() {
      return ageMillis <= reporter.validMillis();
    }
  }

  /**
   * Merges reports. What the spout reports goes first, because the other parts only notice what
   * follows from it; a spout that has not reported for a while is away, or was paused when it last
   * reported.
   *
   * @param now the time that ages are counted back from, ms since the epoch
   */
  public static Standing of(List<PublishedReport> published, long now) {
    Map<Integer, Map<Reporter, PublishedReport>> byPartition = new HashMap<>();
    for (PublishedReport one : published) {
      byPartition
          .computeIfAbsent(one.report().partition(), key -> new EnumMap<>(Reporter.class))
          .put(one.reporter(), one);
    }
    Map<Reporter, PublishedReport> topic = byPartition.remove(PartitionReport.WHOLE_TOPIC);
    SortedMap<Integer, PartitionReport> partitions = new TreeMap<>();
    byPartition.forEach(
        (partition, reports) -> partitions.put(partition, merge(partition, reports, now)));
    return new Standing(partitions, whole(topic, partitions.values().stream().toList(), now));
  }

  private static PartitionReport merge(
      int partition, Map<Reporter, PublishedReport> reports, long now) {
    PublishedReport spout = reports.get(Reporter.SPOUT);
    if (spout == null) {
      return reports.values().stream()
          .filter(one -> one.isValid() && one.report().isHalted())
          .map(PublishedReport::report)
          .findFirst()
          .orElse(PartitionReport.going(partition));
    }
    PartitionReport read = spout.report();
    if (!spout.isValid()) {
      return away(read, now - spout.ageMillis());
    }
    if (read.isHalted() && read.halt() != HaltReason.STALLED) {
      return read;
    }
    return reports.values().stream()
        .filter(one -> one.reporter() != Reporter.SPOUT)
        .filter(one -> one.isValid() && one.report().isHalted())
        .map(PublishedReport::report)
        .findFirst()
        .map(found -> read.halted(found.halt(), found.seen(), found.since()))
        .orElse(read);
  }

  private static PartitionReport away(PartitionReport last, long at) {
    return last.halt() == HaltReason.PAUSED ? last : last.halted(HaltReason.AWAY, "", at);
  }

  private static Optional<PartitionReport> whole(
      Map<Reporter, PublishedReport> topic, List<PartitionReport> partitions, long now) {
    if (topic != null && topic.containsKey(Reporter.SPOUT)) {
      PublishedReport spout = topic.get(Reporter.SPOUT);
      PartitionReport report =
          spout.isValid() ? spout.report() : away(spout.report(), now - spout.ageMillis());
      if (report.isHalted()) {
        return Optional.of(report);
      }
    }
    if (partitions.isEmpty() || !partitions.get(0).isHalted()) {
      return Optional.empty();
    }
    PartitionReport first = partitions.get(0);
    return partitions.stream().allMatch(one -> one.halt() == first.halt())
        ? Optional.of(
            PartitionReport.halted(
                PartitionReport.WHOLE_TOPIC, first.halt(), first.seen(), first.since()))
        : Optional.empty();
  }
}
