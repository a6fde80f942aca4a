package dev.meetuppulse.cli;

import dev.meetuppulse.core.settings.Setting;
import java.util.Map;
import picocli.CommandLine.Option;

/** Settings as flags, for commands that use a running Redis. */
final class RedisOptions extends SettingsOptions {
  @Option(names = "--redis", paramLabel = "URL", description = "Redis (redis.url).")
  private String redis;

  @Override
  void putServers(Map<Setting, String> all) {
    put(all, Setting.REDIS_URL, redis);
  }
}
