package dev.meetuppulse.local.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** The one directory that holds whatever a run writes to disk; closing it deletes it. */
public final class RunDirectory implements AutoCloseable {
  private static final String TEMPORARY = "java.io.tmpdir";
  private static final FileAttribute<?> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final int ATTEMPTS = 5;

  private final Path path;

  private RunDirectory(Path path) {
    this.path = path;
  }

  /**
   * A new one, which becomes this process's directory for temporary files, so that what libraries
   * unpack or forget goes there too. To be called before anything makes a temporary file.
   */
  public static RunDirectory takeOver() {
    String name = "meetup-pulse-" + Long.toHexString(new SecureRandom().nextLong());
    Path path = Path.of(System.getProperty(TEMPORARY), name);
    try {
      Files.createDirectory(path, OWNER_ALONE);
    } catch (IOException e) {
      throw new UncheckedIOException("can't make a directory for temporary files", e);
    }
    System.setProperty(TEMPORARY, path.toString());
    return new RunDirectory(path);
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
