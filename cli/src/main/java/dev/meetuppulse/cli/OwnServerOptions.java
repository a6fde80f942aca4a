package dev.meetuppulse.cli;

import dev.meetuppulse.cluster.embedded.OpenServers;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.topology.PulseTopology;
import java.util.Map;

/**
 * Settings as flags, for commands that run the topology on a Kafka and a Redis of their own,
 * wherever the file or the environment say they are.
 */
final class OwnServerOptions extends SettingsOptions {
  @Override
  void putServers(Map<Setting, String> all) {
    OpenServers.SETTINGS.forEach(
        server -> refuse(all, server, "this command starts its own Kafka and Redis"));
  }

  /** Before anything starts. */
  @Override
  void check(Settings settings) {
    PulseTopology.check(settings);
  }
}
