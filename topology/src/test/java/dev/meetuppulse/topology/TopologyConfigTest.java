package dev.meetuppulse.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.spouts.testing.MemoryStores;
import dev.meetuppulse.topology.metrics.RedisMetricsReporter;
import java.util.Map;
import org.apache.storm.Config;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyConfigTest {

  @Test
  void boundsAreExplicit() {
    Settings settings =
        Settings.of(
            Map.of(
                Setting.KAFKA_PARTITIONS, "5",
                Setting.TOPOLOGY_SPOUTS, "2",
                Setting.TOPOLOGY_WORKERS, "3",
                Setting.TOPOLOGY_BATCH, "100",
                Setting.TOPOLOGY_IN_FLIGHT, "2000"));
    Config config = PulseTopology.config(settings);
    assertThat(config)
        .containsEntry(Config.TOPOLOGY_MAX_SPOUT_PENDING, 3 * (256 + 2 * 20 + 600))
        .containsEntry(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, 30)
        .containsEntry(Config.TOPOLOGY_WORKERS, 3)
        .containsEntry(Config.TOPOLOGY_ACKER_EXECUTORS, 3)
        .containsEntry(Config.TOPOLOGY_FALL_BACK_ON_JAVA_SERIALIZATION, false);
  }

  @Test
  void memoryThatExecutorsAskFor_addsUpToTheHeapOfTheWorkers() {
    Settings settings =
        Settings.of(
            Map.of(
                Setting.TOPOLOGY_WORKERS, "2",
                Setting.TOPOLOGY_COUNTERS, "3",
                Setting.TOPOLOGY_WORKER_OPTIONS, "-Xmx3g"));
    Config config = PulseTopology.config(settings);
    double component = (Double) config.get(Config.TOPOLOGY_COMPONENT_RESOURCES_ONHEAP_MEMORY_MB);
    double acker = (Double) config.get(Config.TOPOLOGY_ACKER_RESOURCES_ONHEAP_MEMORY_MB);
    int executors =
        PulseTopology.build(settings, new MemoryStores("memory")).get_bolts().values().stream()
                .mapToInt(bolt -> bolt.get_common().get_parallelism_hint())
                .sum()
            + settings.integer(Setting.TOPOLOGY_SPOUTS);
    assertThat(config).containsEntry(Config.TOPOLOGY_WORKER_MAX_HEAP_SIZE_MB, 3072.0);
    assertThat(executors * component + 2 * acker).isBetween(2 * 3072.0 - executors, 2 * 3072.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void noExecutor_asksForMoreThanAWorkerHas(int workers) {
    Config config =
        PulseTopology.config(
            Settings.of(Map.of(Setting.TOPOLOGY_WORKERS, Integer.toString(workers))));
    assertThat((Double) config.get(Config.TOPOLOGY_COMPONENT_RESOURCES_ONHEAP_MEMORY_MB))
        .isLessThanOrEqualTo((Double) config.get(Config.TOPOLOGY_WORKER_MAX_HEAP_SIZE_MB));
  }

  private static void assertRefused(Map<Setting, String> values, String... words) {
    Settings settings = Settings.of(values);
    assertThatThrownBy(
            () -> {
              PulseTopology.bounds(settings).check();
              PulseTopology.bounds(settings).checkHeap();
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void settingsThatDoNotFitTogether_areRefusedInOneLine() {
    assertRefused(
        Map.of(Setting.TOPOLOGY_IN_FLIGHT, "2999"),
        "topology.in-flight is '2999'; allowed: at least topology.batch, 3000");
    assertRefused(Map.of(Setting.COUNT_SAVE_EVERY, "11s"), "count.save-every", "at most 10s");
    assertRefused(
        Map.of(Setting.TOPOLOGY_WORKER_OPTIONS, "-Xmx512m"),
        "topology.worker-options",
        "-Xmx2635m or more for 4 partitions");
    assertRefused(Map.of(Setting.TOPOLOGY_IN_FLIGHT, "1000000"), "-Xmx3g", "topology.in-flight");
    assertRefused(Map.of(Setting.COUNT_MOST_KEYS, "150000"), "-Xmx3g", "count.most-keys");
    assertRefused(Map.of(Setting.TOPOLOGY_RANKERS, "2"), "-Xmx3479m", "topology.rankers");
    assertRefused(Map.of(Setting.COUNT_MOST_CELLS, "3000000"), "-Xmx3g", "count.most-cells");
  }

  @Test
  void moreWorkers_needLessMemoryEach_onceTheTasksAreSpread() {
    Map<Setting, String> workers =
        Map.of(Setting.TOPOLOGY_WORKERS, "4", Setting.TOPOLOGY_WORKER_OPTIONS, "-Xmx1900m");
    assertRefused(workers, "-Xmx2635m or more for 4 partitions");
    Settings spread =
        Settings.of(workers)
            .with(Map.of(Setting.TOPOLOGY_SPOUTS, "4", Setting.TOPOLOGY_COUNTERS, "4"));
    PulseTopology.bounds(spread).checkHeap();
  }

  @Test
  void heapWithoutBound_isRefused() {
    assertRefused(
        Map.of(Setting.TOPOLOGY_WORKER_OPTIONS, "-XX:+UseParallelGC"),
        "topology.worker-options is '-XX:+UseParallelGC'; allowed: options with a heap size");
  }

  @Test
  void reportersOfStorm_areKept() {
    // As 'storm jar -c' hands it over.
    System.setProperty(
        "storm.options", "topology.metrics.reporters=[{\"class\":\"their.Reporter\"}]");
    try {
      assertThat(PulseTopology.config(Settings.defaults()).get(Config.TOPOLOGY_METRICS_REPORTERS))
          .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
          .extracting(reporter -> reporter.get("class"))
          .containsExactly("their.Reporter", RedisMetricsReporter.class.getName());
    } finally {
      System.clearProperty("storm.options");
    }
  }

  @Test
  void largestSettings_stillMakeABound() {
    Settings settings =
        Settings.of(
            Map.of(
                Setting.KAFKA_PARTITIONS, "1024",
                Setting.TOPOLOGY_IN_FLIGHT, "10000000",
                Setting.TOPOLOGY_BATCH, "1"));
    assertThat(PulseTopology.config(settings))
        .containsEntry(Config.TOPOLOGY_MAX_SPOUT_PENDING, Integer.MAX_VALUE);
  }
}
