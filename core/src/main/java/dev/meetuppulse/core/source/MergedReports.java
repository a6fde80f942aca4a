package dev.meetuppulse.core.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The reports of all partitions, merged; plus the reason that holds for all.
 *
 * @param size how many partitions the topic has; 0 if not known
 * @param partitions by number
 * @param wholeTopic why no partition continues
 */
public record MergedReports(
    int size,
    SortedMap<Integer, PartitionReport> partitions,
    Optional<PartitionReport> wholeTopic) {

  /**
   * A report that is younger than this, below zero, was published before the clock was set back.
   */
  private static final long MIN_AGE_MILLIS = -5_000;

  private static final String WAS_PAUSED =
      "it was paused at its last report: if 'storm list' shows it, 'storm activate NAME' resumes"
          + " it, otherwise submit it";

  /** The number of partitions of the topic, and the age of that report, ms. */
  public record TopicSize(int partitions, long ageMillis) {
    public static final TopicSize UNKNOWN = new TopicSize(0, 0);
  }

  /** A published report and its age, ms. */
  public record PublishedReport(Reporter reporter, PartitionReport report, long ageMillis) {
    private boolean isValid() {
      return ageMillis >= MIN_AGE_MILLIS && ageMillis <= reporter.validMillis();
    }
  }

  /**
   * Merges reports. What the spout reports goes first, because the other parts only notice what
   * follows from it; a spout that has not reported for a while is away, and if it was paused, that
   * is said. So is a partition that no task reports on, though the topic has it.
   *
   * @param now the time that ages are counted back from, ms since the epoch
   */
  public static MergedReports of(List<PublishedReport> published, TopicSize size, long now) {
    List<PublishedReport> topic = new ArrayList<>();
    Map<Integer, Map<Reporter, PublishedReport>> byPartition = new HashMap<>();
    for (PublishedReport one : published) {
      if (one.report().isOnWholeTopic()) {
        topic.add(one);
      } else {
        byPartition
            .computeIfAbsent(one.report().partition(), key -> new EnumMap<>(Reporter.class))
            .put(one.reporter(), one);
      }
    }
    SortedMap<Integer, PartitionReport> partitions = new TreeMap<>();
    byPartition.forEach(
        (partition, reports) -> partitions.put(partition, merge(partition, reports, now)));
    if (size.ageMillis() > Reporter.SPOUT.validMillis()) {
      for (int partition = 0; partition < size.partitions(); partition++) {
        partitions.putIfAbsent(
            partition, away(PartitionReport.going(partition), now - size.ageMillis()));
      }
    }
    return new MergedReports(
        size.partitions(), partitions, wholeTopic(topic, List.copyOf(partitions.values()), now));
  }

  private static PartitionReport merge(
      int partition, Map<Reporter, PublishedReport> reports, long now) {
    PublishedReport spout = reports.get(Reporter.SPOUT);
    Optional<PartitionReport> other = haltOfOthers(reports.values());
    if (spout == null) {
      return other.orElse(PartitionReport.going(partition));
    }
    PartitionReport read = spout.report();
    if (!spout.isValid()) {
      return away(spout, now);
    }
    if (read.isHalted() && read.halt() != HaltReason.STALLED) {
      return read;
    }
    return other.map(found -> read.halted(found.halt(), found.seen(), found.since())).orElse(read);
  }

  /** The first halt reported by a component other than the spout. */
  private static Optional<PartitionReport> haltOfOthers(Collection<PublishedReport> reports) {
    return reports.stream()
        .filter(one -> one.reporter() != Reporter.SPOUT)
        .filter(one -> one.isValid() && one.report().isHalted())
        .map(PublishedReport::report)
        .findFirst();
  }

  private static PartitionReport away(PublishedReport last, long now) {
    return away(last.report(), now - Math.max(0, last.ageMillis()));
  }

  /** A kill pauses too, so one that was paused may be gone for good. */
  private static PartitionReport away(PartitionReport last, long at) {
    return last.halt() == HaltReason.PAUSED
        ? last.halted(HaltReason.AWAY, WAS_PAUSED, last.since())
        : last.halted(HaltReason.AWAY, "", at);
  }

  /** The reason why all partitions are halted, or else why no boards are published. */
  private static Optional<PartitionReport> wholeTopic(
      List<PublishedReport> topic, List<PartitionReport> partitions, long now) {
    Optional<PartitionReport> tasks =
        ofTasks(topic.stream().filter(one -> one.reporter() == Reporter.SPOUT).toList(), now);
    Optional<PartitionReport> all = ofAll(partitions);
    // If all is away, the partitions' reports say more of it.
    boolean isAway = isAway(tasks) && isAway(all);
    return (isAway ? all : tasks.or(() -> all)).or(() -> haltOfOthers(topic));
  }

  private static boolean isAway(Optional<PartitionReport> report) {
    return report.filter(one -> one.halt() == HaltReason.AWAY).isPresent();
  }

  /** The reason that all tasks which report give for the whole topic; or that none reports. */
  private static Optional<PartitionReport> ofTasks(List<PublishedReport> topic, long now) {
    List<PublishedReport> current = topic.stream().filter(PublishedReport::isValid).toList();
    if (current.isEmpty() && !topic.isEmpty()) {
      return topic.stream()
          .min(Comparator.comparingLong(one -> Math.abs(one.ageMillis())))
          .map(last -> away(last, now));
    }
    return !current.isEmpty() && current.stream().allMatch(one -> one.report().isHalted())
        ? Optional.of(current.get(0).report())
        : Optional.empty();
  }

  private static Optional<PartitionReport> ofAll(List<PartitionReport> partitions) {
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
