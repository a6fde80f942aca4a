package dev.meetuppulse.cli.monitoring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alert rules against series of half an hour, by promtool. */
class AlertRulesTest {
  @TempDir private Path folder;
  private final List<String> series = new ArrayList<>();

  @BeforeAll
  static void requirePromtool() {
    Prometheus.require();
  }

  /**
   * Adds a series with a value every ten seconds.
   *
   * @param labels besides job and instance
   * @param values in promtool's notation
   */
  private void series(String instance, String name, String labels, String values) {
    series.add(
        """
              - series: '%s{job="pulse",instance="%s"%s}'
                values: '%s'
        """
            .formatted(name, instance, labels.isEmpty() ? "" : "," + labels, values));
  }

  /**
   * Fails unless the alert fires at that minute for only those instances.
   *
   * @param instances one that is empty is an alert of no instance
   */
  private void assertFires(int minute, String alert, String... instances) throws Exception {
    String expected =
        String.join(
            "",
            Arrays.stream(instances)
                .map(
                    instance ->
                        """
                                - labels: '{%s}'
                                  value: 1
                        """
                            .formatted(instance.isEmpty() ? "" : "instance=\"" + instance + "\""))
                .toList());
    Path tests = folder.resolve("tests.yml");
    Files.writeString(
        tests,
        """
        rule_files: ['%s']
        evaluation_interval: 10s
        tests:
          - interval: 10s
            input_series:
        %s
            promql_expr_test:
              - expr: count by (instance) (ALERTS{alertname="%s",alertstate="firing"})
                eval_time: %dm
                exp_samples:%s
        """
            .formatted(
                Prometheus.RULES.toAbsolutePath(),
                String.join("", series),
                alert,
                minute,
                expected.isEmpty() ? " []" : "\n" + expected));
    Prometheus.test(tests);
  }

  @Test
  void lagThatGrows_isNotMadeUpForByAnotherDeployment() throws Exception {
    series("grows", "pulse_lag_records", "partition=\"0\"", "1000+100x180");
    series("drains", "pulse_lag_records", "partition=\"0\"", "900000-500x180");
    assertFires(20, "PulseLagGrows", "grows");
  }

  @Test
  void silence_isNoticed_whileAnotherDeploymentCounts() throws Exception {
    series("silent", "pulse_records_total", "outcome=\"new\"", "500x180");
    series("counts", "pulse_records_total", "outcome=\"new\"", "500+10x180");
    assertFires(25, "PulseNothingComes", "silent");
  }

  @Test
  void invalidRecords_areNotDrownedByAnotherDeployment() throws Exception {
    series("small", "pulse_records_total", "outcome=\"new\"", "0+1x180");
    series("small", "pulse_records_total", "outcome=\"invalid\"", "0+1x180");
    series("large", "pulse_records_total", "outcome=\"new\"", "0+90000x180");
    series("large", "pulse_records_total", "outcome=\"invalid\"", "0+1x180");
    assertFires(20, "PulseInvalidRecords", "small");
  }

  @Test
  void lateBoards_areNotDrownedByAnotherDeployment() throws Exception {
    series("late", "pulse_append_to_boards_seconds_bucket", "le=\"0.1\"", "0x180");
    series("late", "pulse_append_to_boards_seconds_bucket", "le=\"10\"", "0+1x180");
    series("late", "pulse_append_to_boards_seconds_bucket", "le=\"+Inf\"", "0+1x180");
    series("soon", "pulse_append_to_boards_seconds_bucket", "le=\"0.1\"", "0+9000x180");
    series("soon", "pulse_append_to_boards_seconds_bucket", "le=\"10\"", "0+9000x180");
    series("soon", "pulse_append_to_boards_seconds_bucket", "le=\"+Inf\"", "0+9000x180");
    assertFires(20, "PulseBoardsLate", "late");
  }

  /** A count task that died has each of its partitions read again, once. */
  @Test
  void rewinds_areJudgedByTheNumberOfPartitions() throws Exception {
    for (String instance : List.of("died", "slow", "fails")) {
      IntStream.range(0, 64)
          .forEach(
              partition ->
                  series(
                      instance, "pulse_lag_records", "partition=\"" + partition + "\"", "0x180"));
    }
    series("died", "pulse_rewinds_total", "worker=\"a:6700\"", "0x110 64x70");
    series("slow", "pulse_rewinds_total", "worker=\"b:6700\"", "0+7x180");
    series("fails", "pulse_rewinds_total", "worker=\"c:6700\"", "0+30x180");
    assertFires(20, "PulsePartitionRewinds", "slow", "fails");
  }

  /** A topic that is created again has its partitions begin again one by one. */
  @Test
  void lostRecords_areNotMadeUpByPartitionsThatBeginAgain() throws Exception {
    series("again", "pulse_lost_records_total", "partition=\"0\"", "7x500 0x100");
    series("again", "pulse_lost_records_total", "partition=\"1\"", "5x520 0x80");
    series("loses", "pulse_lost_records_total", "partition=\"0\"", "7x500 8x100");
    series("loses", "pulse_lost_records_total", "partition=\"1\"", "5x600");
    series("begins", "pulse_lost_records_total", "partition=\"0\"", "0x600");
    series("begins", "pulse_lost_records_total", "partition=\"1\"", "_x500 3x100");
    series(
        "scraped again", "pulse_lost_records_total", "partition=\"0\"", "7x200 stale _x20 7x400");
    assertFires(95, "PulseRecordsLost", "begins", "loses");
  }

  @Test
  void pausedTopology_isNoPage_andATicketIfItLasts() throws Exception {
    series("paused", "pulse_partitions_halted", "reason=\"paused\"", "0x60 4x120");
    series("leaderless", "pulse_partitions_halted", "reason=\"no_leader\"", "0x60 1x120");
    assertFires(25, "PulsePartitionHalted", "leaderless");
    assertFires(15, "PulsePaused");
    assertFires(25, "PulsePaused", "paused");
  }

  @Test
  void pageThatIsAway_isAnAlertOfItsOwn() throws Exception {
    series("page", "pulse_redis_up", "", "1x60 stale");
    assertFires(9, "PulsePageDown");
    series.clear();
    series("feed", "pulse_feed_records_total", "", "0+1x180");
    assertFires(20, "PulsePageDown", "");
    series.clear();
    series("dead", "pulse_redis_up", "", "1x60 stale");
    series("lives", "pulse_redis_up", "", "1x180");
    assertFires(20, "PulsePageDown", "dead");
  }
}
