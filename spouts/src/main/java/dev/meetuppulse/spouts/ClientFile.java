package dev.meetuppulse.spouts;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;

/** Kafka client settings that may be secret: read where they are used, never copied. */
public final class ClientFile {
  private ClientFile() {}

  /**
   * The settings in a properties file.
   *
   * @param file blank for none
   * @throws KafkaException if it can't be read
   */
  public static Map<String, Object> read(String file) {
    Map<String, Object> settings = new HashMap<>();
    if (!file.isBlank()) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(Path.of(file))) {
        properties.load(reader);
      } catch (IOException e) {
        throw new KafkaException("can't read Kafka client settings " + file, e);
      }
      properties.stringPropertyNames().forEach(key -> settings.put(key, properties.get(key)));
    }
    return settings;
  }
}
