package dev.meetuppulse.local.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The one directory that holds whatever a run writes to disk; closing it deletes it.
 *
 * <p>{@code scripts/pulse} makes it before Java starts and names it in the system property {@value
 * #PROPERTY} as well as in {@code java.io.tmpdir}, so that native libraries unpack there too.
 */
public final class RunDirectory implements AutoCloseable {
  /** Names the directory made for this process. */
  public static final String PROPERTY = "pulse.run";

  private static final int ATTEMPTS = 5;

  private final Path path;

  private RunDirectory(Path path) {
    this.path = path;
  }

  /** The directory made for this process, or a new one. */
  public static RunDirectory open() {
    try {
      String given = System.getProperty(PROPERTY);
      return new RunDirectory(
          given == null
              ? Files.createTempDirectory("meetup-pulse-")
              : Files.createDirectories(Path.of(given)));
    } catch (IOException e) {
      throw new UncheckedIOException("can't make a temporary directory: " + e.getMessage(), e);
    }
  }

  /** A new one inside a given folder. */
  public static RunDirectory in(Path folder) {
    try {
      return new RunDirectory(Files.createTempDirectory(folder, "run-"));
    } catch (IOException e) {
      throw new UncheckedIOException("can't make a directory in " + folder, e);
    }
  }

  public Path path() {
    return path;
  }

  /** A directory inside, made if missing. */
  public Path directory(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes everything; threads that still write get a few chances to stop. */
  @Override
  public void close() {
    for (int attempt = 1; attempt <= ATTEMPTS && Files.exists(path); attempt++) {
      try {
        FileTree.delete(path);
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new UncheckedIOException("can't delete " + path, e);
        }
      }
    }
  }
}
