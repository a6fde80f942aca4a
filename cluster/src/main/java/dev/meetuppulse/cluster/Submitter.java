package dev.meetuppulse.cluster;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Submits a topology as {@code storm jar} would: the same jar, in a process of its own. */
record Submitter(ClusterFolder folder, ClusterJars jars, Server nimbus) {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int MEGABYTES = 256;
  private static final String MAIN = "dev.meetuppulse.topology.PulseMain";

  /**
   * Submits it.
   *
   * @param settings what differs from the defaults goes to the command line
   * @param jar the topology's
   * @throws ClusterException with the last line it printed, if it is refused
   */
  void submit(Settings settings, Path jar) {
    Path log = folder.logs().resolve("submit.log");
    try {
      Process process = builder(settings, jar).redirectOutput(log.toFile()).start();
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new ClusterException("not submitted after " + LIMIT + "; see " + log);
      }
      if (process.exitValue() != 0) {
        List<String> lines = Files.readAllLines(log);
        throw new ClusterException(
            lines.isEmpty() ? "not submitted; see " + log : lines.get(lines.size() - 1));
      }
    } catch (IOException e) {
      throw new ClusterException("can't submit: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted", e);
    }
  }

  /** The settings include this process's environment; defaults are not passed on. */
  ProcessBuilder builder(Settings settings, Path jar) {
    ProcessBuilder builder =
        new ProcessBuilder(command(settings, jar))
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith(Setting.ENV_PREFIX));
    return builder;
  }

  private List<String> command(Settings settings, Path jar) {
    List<String> arguments = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      if (!settings.text(setting).equals(setting.defaultValue())) {
        arguments.add("--set");
        arguments.add(setting.key() + "=" + settings.text(setting));
      }
    }
    return new JavaCommand(folder, MEGABYTES)
        .with("-Dstorm.jar=" + jar)
        .run(
            folder.stormClassPath(nimbus) + ":" + jars.client(jar),
            MAIN,
            arguments.toArray(String[]::new));
  }
}
