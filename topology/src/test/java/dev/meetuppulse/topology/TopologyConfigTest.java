package dev.meetuppulse.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.config.Setting;
import dev.meetuppulse.core.config.Settings;
import java.util.Map;
import org.apache.storm.Config;
import org.junit.jupiter.api.Test;

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
        .containsEntry(Config.TOPOLOGY_MAX_SPOUT_PENDING, 3 * (256 + 2 * 20 + 240))
        .containsEntry(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, 30)
        .containsEntry(Config.TOPOLOGY_WORKERS, 3)
        .containsEntry(Config.TOPOLOGY_ACKER_EXECUTORS, 3)
        .containsEntry(Config.TOPOLOGY_FALL_BACK_ON_JAVA_SERIALIZATION, false);
  }
}
