package dev.meetuppulse.local.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A worker process, as its supervisor has written it down.
 *
 * @param id Storm's name for it
 * @param process itself
 * @param supervisor name of the process that started it
 * @param port its slot
 * @param topology id of the topology it runs
 */
public record Worker(
    String id, ProcessHandle process, String supervisor, int port, String topology) {
  private static final Pattern PORT = Pattern.compile("-Dworker\\.port=(\\d+)");
  private static final Pattern TOPOLOGY = Pattern.compile("-Dstorm\\.id=([^\0]+)");
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Those that run, of the supervisor with this name and local directory. */
  static Stream<Worker> in(String supervisor, Path supervisorLocal) {
    return list(supervisorLocal.resolve("workers"))
        .flatMap(
            worker -> list(worker.resolve("pids")).flatMap(pid -> of(supervisor, pid).stream()));
  }

  /** Ends it at once, as a crash would. */
  public void kill() {
    process.destroyForcibly();
    ManagedProcess.ended(process, LIMIT);
  }

  /** Its command line names it; another process that got the same number later does not. */
  private static Optional<Worker> of(String supervisor, Path pidFile) {
    try {
      long pid = Long.parseLong(pidFile.getFileName().toString());
      String id = pidFile.getParent().getParent().getFileName().toString();
      String command =
          new String(
              Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline")),
              StandardCharsets.UTF_8);
      Matcher port = PORT.matcher(command);
      Matcher topology = TOPOLOGY.matcher(command);
      if (!command.contains(id) || !port.find() || !topology.find()) {
        return Optional.empty();
      }
      return ProcessHandle.of(pid)
          .map(
              process ->
                  new Worker(
                      id, process, supervisor, Integer.parseInt(port.group(1)), topology.group(1)));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
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
