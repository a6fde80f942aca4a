package dev.meetuppulse.cluster.embedded;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Servers of our own: they ask for no credentials and speak no TLS. */
public final class OpenServers {
  /** The settings that say where servers are, and what they ask for. */
  public static final List<Setting> SETTINGS =
      List.of(
          Setting.KAFKA_BOOTSTRAP,
          Setting.KAFKA_CLIENT_FILE,
          Setting.REDIS_URL,
          Setting.REDIS_USER,
          Setting.REDIS_PASSWORD_FILE,
          Setting.REDIS_TRUST_FILE);

  private OpenServers() {}

  /** Settings for a topology that shares the servers with others: its own topics, keys and name. */
  public static Map<Setting, String> apart(String name) {
    Map<Setting, String> own = new EnumMap<>(Setting.class);
    own.put(Setting.KAFKA_TOPIC, name);
    own.put(Setting.KAFKA_DEAD_LETTERS, name + "-dead");
    own.put(Setting.KAFKA_CHANGES, name + "-changes");
    own.put(Setting.KAFKA_GROUP, name);
    own.put(Setting.REDIS_PREFIX, name);
    own.put(Setting.TOPOLOGY_NAME, name);
    return own;
  }

  /** Settings that name these servers, without the credentials of others. */
  public static Settings named(Settings others, String bootstrap, String redisUrl) {
    Map<Setting, String> own = new EnumMap<>(Setting.class);
    SETTINGS.forEach(setting -> own.put(setting, ""));
    own.put(Setting.KAFKA_BOOTSTRAP, bootstrap);
    own.put(Setting.REDIS_URL, redisUrl);
    return others.with(own);
  }
}
