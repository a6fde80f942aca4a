package dev.meetuppulse.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.source.MergedReports.PublishedReport;
import dev.meetuppulse.core.source.MergedReports.TopicSize;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MergedReportsTest {
  private static final long NOW = 1_700_000_000_000L;

  private static PartitionReport spout(int partition, long next, long end) {
    return new PartitionReport(partition, next, end, null, "", 0, 0, "");
  }

  private static PublishedReport at(Reporter reporter, PartitionReport report, long age) {
    return new PublishedReport(reporter, report, age);
  }

  private static MergedReports of(PublishedReport... published) {
    return MergedReports.of(List.of(published), TopicSize.UNKNOWN, NOW);
  }

  @Test
  void fresh_isTakenAsItIs() {
    MergedReports reports = of(at(Reporter.SPOUT, spout(1, 20, 30), 900));
    assertThat(reports.partitions().get(1)).isEqualTo(spout(1, 20, 30));
    assertThat(reports.wholeTopic()).isEmpty();
  }

  @Test
  void spoutThatIsSilent_isAway_sinceItsLastReport() {
    MergedReports reports = of(at(Reporter.SPOUT, spout(0, 20, 30), 10_001));
    PartitionReport report = reports.partitions().get(0);
    assertThat(report.halt()).isEqualTo(HaltReason.AWAY);
    assertThat(report.since()).isEqualTo(NOW - 10_001);
    assertThat(report.next()).isEqualTo(20);
    assertThat(reports.wholeTopic().orElseThrow().halt()).isEqualTo(HaltReason.AWAY);
  }

  @Test
  void reportFromTheFuture_isFromBeforeTheClockWasSetBack() {
    assertThat(of(at(Reporter.SPOUT, spout(0, 20, 30), -4_000)).wholeTopic()).isEmpty();
    PartitionReport report =
        of(at(Reporter.SPOUT, spout(0, 20, 30), -3_600_000)).wholeTopic().get();
    assertThat(report.halt()).isEqualTo(HaltReason.AWAY);
    assertThat(report.since()).isEqualTo(NOW);
  }

  @Test
  void partitionThatNoTaskReportsOn_isAway_onceTheTasksHadTimeTo() {
    List<PublishedReport> one = List.of(at(Reporter.SPOUT, spout(0, 20, 30), 900));
    assertThat(MergedReports.of(one, new TopicSize(2, 9_000), NOW).partitions())
        .containsOnlyKeys(0);
    MergedReports reports = MergedReports.of(one, new TopicSize(2, 11_000), NOW);
    assertThat(reports.partitions().get(1).halt()).isEqualTo(HaltReason.AWAY);
    assertThat(reports.partitions().get(1).since()).isEqualTo(NOW - 11_000);
    assertThat(reports.wholeTopic()).isEmpty();
  }

  @Test
  void wholeTopic_isWhatAllTasksSay_thatReport() {
    PublishedReport blind =
        at(
            Reporter.SPOUT,
            PartitionReport.halted(
                PartitionReport.wholeTopic(1), HaltReason.NOT_ALLOWED, "denied", NOW),
            500);
    PublishedReport gone =
        at(Reporter.SPOUT, PartitionReport.going(PartitionReport.wholeTopic(2)), 50_000);
    PublishedReport seeing =
        at(Reporter.SPOUT, PartitionReport.going(PartitionReport.wholeTopic(0)), 900);
    assertThat(of(seeing, blind, gone).wholeTopic()).isEmpty();
    assertThat(of(blind, gone).wholeTopic().orElseThrow().halt()).isEqualTo(HaltReason.NOT_ALLOWED);
    assertThat(of(gone).wholeTopic().orElseThrow().halt()).isEqualTo(HaltReason.AWAY);
  }

  @Test
  void boardsThatAreNotPublished_areReported_whereNothingElseIs() {
    PublishedReport refused =
        at(
            Reporter.PUBLISH,
            PartitionReport.halted(PartitionReport.WHOLE_TOPIC, HaltReason.STORE, "WRONGTYPE", 1),
            900);
    PublishedReport seeing =
        at(Reporter.SPOUT, PartitionReport.going(PartitionReport.wholeTopic(0)), 900);
    PublishedReport reads = at(Reporter.SPOUT, spout(0, 20, 30), 900);
    assertThat(of(seeing, reads).wholeTopic()).isEmpty();
    MergedReports reports = of(seeing, reads, refused);
    assertThat(reports.wholeTopic().orElseThrow().text()).contains("WRONGTYPE");
    assertThat(reports.partitions().get(0).isHalted()).isFalse();
    PartitionReport paused = spout(0, 20, 30).halted(HaltReason.PAUSED, "", NOW);
    assertThat(of(seeing, at(Reporter.SPOUT, paused, 0), refused).wholeTopic().orElseThrow().halt())
        .isEqualTo(HaltReason.PAUSED);
  }

  @Test
  void spoutThatWasPausedAtItsLastReport_isAway_andThatIsReported() {
    PartitionReport paused = spout(0, 20, 30).halted(HaltReason.PAUSED, "", NOW - 60_000);
    assertThat(of(at(Reporter.SPOUT, paused, 10_000)).partitions().get(0)).isEqualTo(paused);

    PublishedReport seeing =
        at(Reporter.SPOUT, PartitionReport.going(PartitionReport.wholeTopic(0)), 10_001);
    MergedReports standing = of(seeing, at(Reporter.SPOUT, paused, 10_001));
    PartitionReport away = standing.partitions().get(0);
    assertThat(away.halt()).isEqualTo(HaltReason.AWAY);
    assertThat(away.since()).isEqualTo(NOW - 60_000);
    assertThat(away.text())
        .contains(
            "it was paused at its last report",
            "if 'storm list' shows it, 'storm activate NAME'",
            "otherwise submit it");
    assertThat(standing.wholeTopic().orElseThrow().text()).isEqualTo(away.text());
  }

  @Test
  void parsersReason_explainsAStall_butYieldsToWhatTheSpoutKnows() {
    PublishedReport parse =
        at(
            Reporter.PARSE,
            PartitionReport.halted(0, HaltReason.DEAD_LETTERS, "too large", NOW - 5),
            20_000);
    PartitionReport stalled = spout(0, 1, 9).halted(HaltReason.STALLED, "", NOW - 9_000);
    PartitionReport merged = of(at(Reporter.SPOUT, stalled, 0), parse).partitions().get(0);
    assertThat(merged.halt()).isEqualTo(HaltReason.DEAD_LETTERS);
    assertThat(merged.text()).endsWith(" (too large)").contains("max.message.bytes");
    assertThat(merged.logEnd()).isEqualTo(9);

    PartitionReport leaderless = spout(0, 1, 9).halted(HaltReason.NO_LEADER, "", NOW);
    assertThat(of(at(Reporter.SPOUT, leaderless, 0), parse).partitions().get(0))
        .isEqualTo(leaderless);
  }

  @Test
  void oldReasonOfAParser_countsForNothing() {
    PublishedReport parse =
        at(Reporter.PARSE, PartitionReport.halted(0, HaltReason.DEAD_LETTERS, "", 1), 60_001);
    assertThat(of(at(Reporter.SPOUT, spout(0, 9, 9), 0), parse).partitions().get(0).isHalted())
        .isFalse();
  }

  @Test
  void whole_isWhatHoldsForAllPartitions() {
    PublishedReport[] paused =
        Stream.of(0, 1)
            .map(
                partition ->
                    at(
                        Reporter.SPOUT,
                        spout(partition, 0, 5).halted(HaltReason.PAUSED, "", NOW),
                        0))
            .toArray(PublishedReport[]::new);
    assertThat(of(paused).wholeTopic().orElseThrow().halt()).isEqualTo(HaltReason.PAUSED);

    PublishedReport[] one = Arrays.copyOf(paused, 2);
    one[1] = at(Reporter.SPOUT, spout(1, 0, 5), 0);
    assertThat(of(one).wholeTopic()).isEmpty();
  }

  @Test
  void topicThatIsNotThere_isKnownWithoutPartitions() {
    PartitionReport none =
        PartitionReport.halted(PartitionReport.WHOLE_TOPIC, HaltReason.NO_TOPIC, "rsvps", NOW);
    MergedReports reports = of(at(Reporter.SPOUT, none, 0));
    assertThat(reports.partitions()).isEmpty();
    assertThat(reports.wholeTopic()).contains(none);
  }

  @Test
  void everyReason_hasItsNameAndWords() {
    assertThat(HaltReason.values())
        .allSatisfy(
            reason -> {
              assertThat(reason.id()).matches("[a-z_]+");
              assertThat(reason.text()).isNotBlank().doesNotEndWith(".");
            });
    assertThat(HaltReason.OPEN_TRANSACTION.id()).isEqualTo("open_transaction");
  }
}
