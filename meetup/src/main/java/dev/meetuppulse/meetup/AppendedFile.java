package dev.meetuppulse.meetup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meetuppulse.core.source.Trouble;
import dev.meetuppulse.feed.FeedException;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file of lines that is appended to, and replaced as a whole when most of it is out of date. A
 * process that is killed leaves at worst a last line that is cut short.
 */
final class AppendedFile implements AutoCloseable {
  private final Path path;
  private Writer log;

  AppendedFile(Path path) {
    this.path = path;
  }

  /**
   * Replaces the content; needed before the first line is appended.
   *
   * @throws FeedException if it can't be written
   */
  void replace(Iterable<String> lines) {
    try {
      Path next = path.resolveSibling(path.getFileName() + ".next");
      Files.write(next, lines, UTF_8);
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      close();
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      log = Files.newBufferedWriter(path, UTF_8, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /**
   * @throws FeedException if it can't be written
   */
  void append(Iterable<String> lines) {
    try {
      for (String line : lines) {
        log.write(line);
        log.write('\n');
      }
      log.flush();
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  @Override
  public void close() {
    try {
      if (log != null) {
        log.close();
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /**
   * Locks a file, by another one beside it. The lock ends with the process however it ends.
   *
   * @return to be closed; empty if another feed holds the lock
   */
  static Optional<FileChannel> lock(Path path) throws IOException {
    Path file = path.resolveSibling(path.getFileName() + ".lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return Optional.of(channel);
      }
    } catch (OverlappingFileLockException e) {
      // By a feed in this process.
    }
    channel.close();
    return Optional.empty();
  }

  static FeedException unwritable(Path path, IOException e) {
    return new FeedException(
        "can't keep the state in %s (%s); set meetup.state-file"
            .formatted(path, Trouble.firstLine(e)),
        e);
  }
}
