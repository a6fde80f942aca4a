package dev.meetuppulse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command in a process of its own, as people run it. */
record PulseProcess(Process process, Path temporary, Path err) implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 300;

  /**
   * Starts a command.
   *
   * @param folder an empty one, for what it prints and for its temporary files
   */
  static PulseProcess start(Path folder, String... args) throws IOException {
    return start(folder, Main.class, args);
  }

  /** Starts a command by a main class of the test's own. */
  static PulseProcess start(Path folder, Class<?> main, String... args) throws IOException {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Path err = folder.resolve("err");
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx1g"));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Dlog4j2.configurationFile=log4j2.xml");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(err.toFile())
            .start();
    return new PulseProcess(process, temporary, err);
  }

  /** Waits for its end, and gives its exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end");
    }
    return process.exitValue();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** The lines it has written to standard error so far. */
  List<String> said() throws IOException {
    return Files.readAllLines(err);
  }

  /** The files in its folder for temporary files. */
  List<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.toList();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
