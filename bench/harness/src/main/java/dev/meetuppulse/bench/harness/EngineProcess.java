package dev.meetuppulse.bench.harness;

import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.Parsers;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.WorkerProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The JVM of one engine.
 *
 * @param log file in the job's directory that receives its output
 */
record EngineProcess(Process process, Path log) implements AutoCloseable {
  private static final String SMALL =
      Setting.TOPOLOGY_WORKER_OPTIONS.defaultValue() + " " + WorkerProfile.SMALL.options();

  /** JVM options of every engine but for the heap: those of a worker with the profile small. */
  private static final List<String> FLAGS =
      Stream.concat(
              Stream.of("-Xmx4g", "-XX:-UsePerfData"),
              Stream.of(SMALL.split(" ")).filter(flag -> !flag.startsWith("-Xmx")))
          .toList();

  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  /**
   * Starts an engine.
   *
   * @param home the checkout, with the engine built
   * @param flags further ones of its JVM
   */
  static EngineProcess start(Path home, Contestant contestant, Job job, String... flags)
      throws IOException {
    Engine engine = contestant.engine();
    Path target = home.resolve("bench").resolve(engine.module()).resolve("target");
    Path temporary = Files.createDirectories(job.directory().resolve("tmp"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.add("-XX:ActiveProcessorCount=" + job.cores());
    command.addAll(engine.flags());
    command.addAll(List.of(flags));
    command.add("-D" + Parsers.JACKSON + "=" + (contestant.parser() == Contestant.Parser.JACKSON));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Dlog4j2.configurationFile=bench-log4j2.xml");
    command.add("-cp");
    command.add(target.resolve("classes") + ":" + target.resolve("lib") + "/*");
    command.add(engine.mainClass());
    command.addAll(List.of(job.arguments()));
    Path log = job.directory().resolve("log");
    Process process =
        new ProcessBuilder(command)
            .directory(job.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    return new EngineProcess(process, log);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Why it gives no answer, in one line. */
  String why(String ifAlive) throws IOException {
    String cause = isAlive() ? ifAlive : "ended with code " + process.exitValue();
    List<String> lines = Files.readAllLines(log);
    String said =
        lines.stream()
            .filter(line -> line.contains("Exception") || line.contains("Error"))
            .findFirst()
            .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    return said.isEmpty() ? cause : cause + ": " + said.strip();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
