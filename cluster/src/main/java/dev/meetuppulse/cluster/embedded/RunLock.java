package dev.meetuppulse.cluster.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A lock on a directory that shows whether the process that made it still runs: the kernel releases
 * it when the process ends, however it ends.
 */
final class RunLock implements AutoCloseable {
  private static final String FILE = "lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Locks a directory of this process. */
  static RunLock on(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.lock();
    return new RunLock(channel);
  }

  /** True if a process locked the directory and is gone. */
  static boolean isAbandoned(Path directory) {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return channel.tryLock() != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  /** True for the lock's own file. */
  static boolean isLock(Path file) {
    return file.endsWith(FILE);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
