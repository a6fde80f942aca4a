package dev.meetuppulse.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A server's properties file, in the encoding in which servers read it: ISO 8859-1, escaped. */
final class ServerProperties {
  private ServerProperties() {}

  static void write(Properties properties, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
  }
}
