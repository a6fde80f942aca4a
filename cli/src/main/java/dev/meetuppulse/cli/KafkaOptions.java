package dev.meetuppulse.cli;

import dev.meetuppulse.core.settings.Setting;
import java.util.Map;
import picocli.CommandLine.Option;

/** Settings as flags, for commands that use a running Kafka. */
class KafkaOptions extends SettingsOptions {
  @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Kafka (kafka.bootstrap).")
  private String kafka;

  @Override
  void putServers(Map<Setting, String> all) {
    put(all, Setting.KAFKA_BOOTSTRAP, kafka);
  }
}
