package dev.meetuppulse.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a short command of the machine, such as ip or nft. */
final class CommandLineTool {
  private static final long LIMIT_SECONDS = 20;

  private CommandLineTool() {}

  /**
   * Runs a command and returns its output.
   *
   * @throws ClusterException with its output, if it fails or does not end
   */
  static String run(List<String> command) {
    String answer = "";
    try {
      Path output = Files.createTempFile("pulse", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        answer = Files.readString(output, StandardCharsets.UTF_8).strip();
        if (ended && process.exitValue() == 0) {
          return answer;
        }
        process.destroyForcibly();
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new ClusterException("can't run " + command.get(0) + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted", e);
    }
    throw new ClusterException(String.join(" ", command) + " failed: " + answer);
  }
}
