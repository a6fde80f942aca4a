package dev.meetuppulse.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files inside the jar. */
public final class Resources {
  private Resources() {}

  /** A file of the module's resources; of another jar if the name begins with a slash. */
  public static String text(String name) {
    String path = name.startsWith("/") ? name : "/dev/meetuppulse/web/" + name;
    try (InputStream in = Resources.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("resource " + path + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
