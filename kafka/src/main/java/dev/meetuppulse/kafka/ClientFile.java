package dev.meetuppulse.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Kafka client settings that may be secret (SASL, TLS): read where they are used, never copied. */
public final class ClientFile {
  private ClientFile() {}

  /**
   * The settings in a properties file.
   *
   * @param file blank for none
   * @throws KafkaAccessException if it can't be read
   */
  public static Map<String, Object> read(String file) {
    Map<String, Object> settings = new HashMap<>();
    if (!file.isBlank()) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(Path.of(file))) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new KafkaAccessException("can't read kafka.client-file " + file, e);
      }
      properties.stringPropertyNames().forEach(key -> settings.put(key, properties.get(key)));
    }
    return settings;
  }
}
