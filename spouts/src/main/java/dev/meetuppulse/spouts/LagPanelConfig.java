package dev.meetuppulse.spouts;

import dev.meetuppulse.kafka.ClientFile;
import dev.meetuppulse.kafka.KafkaAccessException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.storm.kafka.spout.KafkaSpoutConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings with which Storm UI's lag panel queries Kafka. They are part of the topology's
 * public configuration, so there is nothing else in them. Each setting in the client file is
 * written as the file's path and the setting's name, which Kafka's own client resolves where the
 * panel runs; of the file's content only the security protocol is copied.
 */
final class LagPanelConfig {
  private static final Logger LOG = LoggerFactory.getLogger(LagPanelConfig.class);
  private static final String PREFIX = "config.";
  private static final String PROVIDER = "file";

  private LagPanelConfig() {}

  /**
   * The component's configuration.
   *
   * @param clientFile blank for none; one that can't be read here, where the topology is submitted,
   *     counts as none
   */
  static Map<String, Object> of(KafkaSpoutConfig<?, ?> config, String clientFile) {
    Map<String, Object> shown = new HashMap<>();
    shown.put(PREFIX + "topics", config.getTopicFilter().getTopicsString());
    shown.put(PREFIX + "groupid", config.getConsumerGroupId());
    String bootstrap = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
    shown.put(PREFIX + bootstrap, config.getKafkaProps().get(bootstrap));
    Map<String, Object> secret = read(clientFile);
    if (secret.isEmpty()) {
      return shown;
    }
    shown.put(PREFIX + AbstractConfig.CONFIG_PROVIDERS_CONFIG, PROVIDER);
    shown.put(
        PREFIX + AbstractConfig.CONFIG_PROVIDERS_CONFIG + "." + PROVIDER + ".class",
        FileConfigProvider.class.getName());
    secret
        .keySet()
        .forEach(
            key ->
                shown.putIfAbsent(
                    PREFIX + key, "${" + PROVIDER + ":" + clientFile + ":" + key + "}"));
    String protocol = CommonClientConfigs.SECURITY_PROTOCOL_CONFIG;
    shown.computeIfPresent(PREFIX + protocol, (key, reference) -> secret.get(protocol));
    return shown;
  }

  private static Map<String, Object> read(String clientFile) {
    try {
      return ClientFile.read(clientFile);
    } catch (KafkaAccessException e) {
      LOG.warn("Storm UI will show no lag: {}", e.getMessage());
      return Map.of();
    }
  }
}
