package dev.meetuppulse.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The recordings, and the boards they are known to end with. */
public final class KnownRecordings {
  private KnownRecordings() {}

  /** Path of a recording; without it the test is skipped. */
  public static String file(int year) {
    return path("rsvps-" + year + ".jsonl.gz").toString();
  }

  public static byte[] bytes(int year) throws Exception {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(Path.of(file(year))))) {
      return in.readAllBytes();
    }
  }

  /** The result that a count of a recording must have. */
  public static JsonNode expected(int year) throws Exception {
    return new ObjectMapper().readTree(path("expected-" + year + ".json").toFile());
  }

  private static Path path(String name) {
    Path path = Path.of(System.getProperty("pulse.data", "absent"), name);
    assumeTrue(Files.exists(path), "there is no " + path + "; set -Dpulse.data=FOLDER");
    return path;
  }
}
