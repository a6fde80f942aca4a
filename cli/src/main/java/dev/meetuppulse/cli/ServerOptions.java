package dev.meetuppulse.cli;

import dev.meetuppulse.core.settings.Setting;
import java.util.Map;
import picocli.CommandLine.Option;

/** Settings as flags, for commands that use running servers. */
final class ServerOptions extends SettingsOptions {
  @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Kafka (kafka.bootstrap).")
  private String kafka;

  @Option(names = "--redis", paramLabel = "URL", description = "Redis (redis.url).")
  private String redis;

  @Override
  void putServers(Map<Setting, String> all) {
    put(all, Setting.KAFKA_BOOTSTRAP, kafka);
    put(all, Setting.REDIS_URL, redis);
  }
}
