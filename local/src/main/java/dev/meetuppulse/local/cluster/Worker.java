package dev.meetuppulse.local.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A worker process, as its supervisor has written it down.
 *
 * @param id Storm's name for it
 * @param process itself
 */
public record Worker(String id, ProcessHandle process) {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Those that run, of the supervisor with this local directory. */
  static Stream<Worker> in(Path supervisorLocal) {
    return list(supervisorLocal.resolve("workers"))
        .flatMap(
            worker ->
                list(worker.resolve("pids"))
                    .flatMap(pid -> process(pid).stream())
                    .map(process -> new Worker(worker.getFileName().toString(), process)))
        .filter(Worker::isThatWorker);
  }

  /** Ends it at once, as a crash would. */
  public void kill() {
    process.destroyForcibly();
    ManagedProcess.ended(process, LIMIT);
  }

  /** Its command line names it; another process that got the same number later does not. */
  private boolean isThatWorker() {
    try {
      Path arguments = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return !Files.exists(arguments.getParent().getParent().resolve("self"))
          || new String(Files.readAllBytes(arguments), StandardCharsets.UTF_8).contains(id);
    } catch (IOException e) {
      return false;
    }
  }

  private static java.util.Optional<ProcessHandle> process(Path pidFile) {
    try {
      return ProcessHandle.of(Long.parseLong(pidFile.getFileName().toString()))
          .filter(ProcessHandle::isAlive);
    } catch (NumberFormatException e) {
      return java.util.Optional.empty();
    }
  }

  private static Stream<Path> list(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList().stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
