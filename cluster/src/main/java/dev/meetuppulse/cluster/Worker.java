package dev.meetuppulse.cluster;

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
 * A worker process, read from its command line.
 *
 * @param id Storm's name for it
 * @param process itself
 * @param supervisor name of the process that started it
 * @param port its slot
 * @param topology id of the topology it runs
 */
public record Worker(
    String id, ProcessHandle process, String supervisor, int port, String topology) {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Beside each worker runs a process that keeps its output and has its command line, too. */
  private static final String OUTPUT_KEEPER = "org.apache.storm.LogWriter";

  /** Those that run in the cluster with this folder. */
  static Stream<Worker> of(Path root) {
    Pattern wanted =
        Pattern.compile(
            "-Dstorm\\.id=(?<topology>\\S+) -Dworker\\.id=(?<id>\\S+) -Dworker\\.port=(?<port>\\d+) .*"
                + "-Dstorm\\.local\\.dir="
                + Pattern.quote(root + "/")
                + "(?<supervisor>[^/]+)/");
    return ProcessHandle.allProcesses()
        .flatMap(process -> read(wanted, process, commandLine(process)).stream());
  }

  private static Optional<Worker> read(Pattern wanted, ProcessHandle process, String command) {
    Matcher found = wanted.matcher(command);
    if (command.contains(OUTPUT_KEEPER) || !found.find()) {
      return Optional.empty();
    }
    return Optional.of(
        new Worker(
            found.group("id"),
            process,
            found.group("supervisor"),
            Integer.parseInt(found.group("port")),
            found.group("topology")));
  }

  /** All of it: Java itself gives only the first 4 KiB where there is a /proc. */
  private static String commandLine(ProcessHandle process) {
    try {
      byte[] arguments =
          Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return new String(arguments, StandardCharsets.UTF_8).replace('\0', ' ');
    } catch (IOException e) {
      return process.info().commandLine().orElse("");
    }
  }

  /** Ends it at once, as a crash would. */
  public void kill() {
    process.destroyForcibly();
    ManagedProcess.ended(process, LIMIT);
  }
}
