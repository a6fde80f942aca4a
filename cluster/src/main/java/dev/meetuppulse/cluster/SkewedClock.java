package dev.meetuppulse.cluster;

import dev.meetuppulse.core.source.Trouble;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a supervisor on a host, and the workers it starts, another time of day than this machine's:
 * by libfaketime, which reads the offset from a file once a second. Time that only passes, as for
 * waits and timeouts, stays true.
 */
public final class SkewedClock {
  private static final Path LIBRARIES = Path.of("/usr/lib");
  private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

  private final Path file;

  public SkewedClock(ManagedProcess supervisor) {
    this.file = file(supervisor.directory());
  }

  /** Why no clock can be skewed here, in one line; empty if they can. */
  public static Optional<String> obstacle() {
    return library().isPresent()
        ? Optional.empty()
        : Optional.of("it needs libfaketime: apt-get install libfaketime");
  }

  /** Variables for a supervisor in that folder; none if no clock can be skewed here. */
  static Map<String, String> environment(Path folder) {
    Map<String, String> all = new HashMap<>();
    library()
        .ifPresent(
            library -> {
              all.put("LD_PRELOAD", library.toString());
              all.put("FAKETIME_TIMESTAMP_FILE", file(folder).toString());
              all.put("FAKETIME_CACHE_DURATION", "1");
              all.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
              // Its correction of waits makes Java wake up without a pause.
              all.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
            });
    return all;
  }

  /**
   * Sets by how much the clock leads, or lags if negative.
   *
   * @throws ClusterException if the file can't be written
   */
  public void set(Duration lead) {
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, String.format("%+d\n", lead.toSeconds()));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ClusterException("can't write " + file + ": " + Trouble.firstLine(e), e);
    }
  }

  private static Path file(Path folder) {
    return folder.resolve("clock");
  }

  private static Optional<Path> library() {
    try (DirectoryStream<Path> architectures = Files.newDirectoryStream(LIBRARIES)) {
      for (Path directory : architectures) {
        Path library = directory.resolve(LIBRARY);
        if (Files.exists(library)) {
          return Optional.of(library);
        }
      }
    } catch (IOException e) {
      // A machine without such a folder has no such library.
    }
    return Optional.empty();
  }
}
