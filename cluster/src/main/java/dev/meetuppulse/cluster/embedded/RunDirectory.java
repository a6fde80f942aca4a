package dev.meetuppulse.cluster.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The one directory that holds all that a run writes to disk; closing it deletes it. When the
 * process ends without closing it, a {@link Watchdog} does; should that have been killed too, the
 * next run deletes it. Nothing here logs: logging must not start before a command has said where.
 */
public final class RunDirectory implements AutoCloseable {
  private static final String TEMPORARY = "java.io.tmpdir";
  private static final String PREFIX = "meetup-pulse-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-f]{1,16}");

  /** The longest time from creating a directory to creating its lock. */
  private static final Duration LONGEST_START = Duration.ofMinutes(1);

  private static final FileAttribute<?> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final int ATTEMPTS = 5;

  /** A server may ask for some megabytes at once, and fail while less are left. */
  private static final long MIN_ROOM_BYTES = 16L << 20;

  private final Path path;
  private final RunLock lock;
  private final Watchdog watchdog;

  private RunDirectory(Path path) throws IOException {
    this.path = path;
    this.lock = RunLock.on(path);
    this.watchdog = Watchdog.over(path);
  }

  /**
   * A new one, which becomes this process's directory for temporary files, so that what libraries
   * unpack or forget goes there too. Must be called before anything creates a temporary file.
   */
  public static RunDirectory takeOver() {
    // Servers have working directories of their own, where a relative path names another folder.
    RunDirectory directory = in(Path.of(System.getProperty(TEMPORARY)).toAbsolutePath());
    System.setProperty(TEMPORARY, directory.path.toString());
    return directory;
  }

  /** A new one inside a given folder. Deletes those there whose processes are gone. */
  public static RunDirectory in(Path folder) {
    String name = PREFIX + Long.toHexString(new SecureRandom().nextLong());
    try {
      Path path = Files.createDirectory(folder.resolve(name), OWNER_ALONE);
      deleteAbandoned(path);
      return new RunDirectory(path);
    } catch (IOException e) {
      throw new UncheckedIOException("can't create a directory in " + folder, e);
    }
  }

  /** Deletes abandoned directories of the same owner beside a process's own. */
  private static void deleteAbandoned(Path own) {
    try (DirectoryStream<Path> runs = Files.newDirectoryStream(own.getParent(), PREFIX + "*")) {
      for (Path run : runs) {
        if (Files.isDirectory(run, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(run).equals(Files.getOwner(own))) {
          if (RunLock.isAbandoned(run)) {
            FileTree.delete(run);
          } else if (isEmpty(run) && isOld(run)) {
            Files.delete(run);
          }
        }
      }
    } catch (IOException e) {
      // They stay for another run.
    }
  }

  /**
   * True for what is left if a process ends before it has created its lock, or after it has deleted
   * it.
   */
  private static boolean isEmpty(Path run) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(run)) {
      return NAME.matcher(run.getFileName().toString()).matches() && !files.iterator().hasNext();
    }
  }

  private static boolean isOld(Path run) throws IOException {
    Instant changed = Files.getLastModifiedTime(run).toInstant();
    return changed.isBefore(Instant.now().minus(LONGEST_START));
  }

  public Path path() {
    return path;
  }

  /** True if there is no room for more in it. */
  public boolean isFull() {
    try {
      return Files.getFileStore(path).getUsableSpace() < MIN_ROOM_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

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
    try {
      deleteAll();
      lock.close();
      watchdog.close();
    } catch (IOException e) {
      throw new UncheckedIOException("can't delete " + path, e);
    }
  }

  /** The lock goes last: a process that ends in the middle leaves what the next one deletes. */
  private void deleteButLock() throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(path, file -> !RunLock.isLock(file))) {
      for (Path file : files) {
        FileTree.delete(file);
      }
    }
  }

  private void deleteAll() throws IOException {
    for (int attempt = 1; attempt <= ATTEMPTS && Files.exists(path); attempt++) {
      try {
        deleteButLock();
        FileTree.delete(path);
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
