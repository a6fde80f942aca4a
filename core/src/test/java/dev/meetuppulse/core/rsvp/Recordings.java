package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** The recordings of the real stream, where the machine that runs the tests has them. */
public final class Recordings {
  private Recordings() {}

  public static List<byte[]> lines(int year) {
    Path file = Path.of(System.getProperty("pulse.data", "."), "rsvps-" + year + ".jsonl.gz");
    Assumptions.assumeTrue(Files.exists(file), "no recording: set -Dpulse.data to its folder");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), ISO_8859_1))) {
      return reader.lines().map(line -> line.getBytes(ISO_8859_1)).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
