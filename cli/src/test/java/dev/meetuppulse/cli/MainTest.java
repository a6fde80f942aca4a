package dev.meetuppulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process: what it leaves, and how it ends. */
class MainTest {
  @TempDir private Path folder;

  @Test
  void log_goesToTheFileThatIsNamed_andNothingIsLeftBesideIt() throws Exception {
    Path log = folder.resolve("pulse.log");
    Path out = folder.resolve("out");
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Process doctor =
        main(temporary, "doctor", "--verbose", "--log", log.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(doctor.waitFor()).as(Files.readString(out)).isZero();
    } finally {
      doctor.destroyForcibly();
    }
    assertThat(Files.size(log)).isPositive();
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void outputThatCantBeWritten_isNoSuccess() throws Exception {
    Process full = main(folder, "settings").redirectOutput(Path.of("/dev/full").toFile()).start();
    try (BufferedReader err = full.errorReader()) {
      assertThat(err.lines())
          .containsExactly("pulse: can't write the output (No space left on device)");
    }
    assertThat(full.waitFor()).isOne();
  }

  @Test
  void outputThatIsNotRead_isNoFailure() throws Exception {
    Process closed = main(folder, "settings", "--template").start();
    closed.getInputStream().close();
    try (BufferedReader err = closed.errorReader()) {
      assertThat(err.lines()).isEmpty();
    }
    assertThat(closed.waitFor()).isZero();
  }

  @Test
  void folderForTemporaryFilesThatIsMissing_isNamedInOneLine() throws Exception {
    Path absent = folder.resolve("absent");
    Process settings = main(absent, "settings").redirectErrorStream(true).start();
    try (BufferedReader out = settings.inputReader()) {
      assertThat(out.lines()).hasSize(1).first().asString().contains(absent.toString(), "TMPDIR");
    }
    assertThat(settings.waitFor()).isOne();
  }

  @Test
  void startScriptIsKilled_endsToo() throws Exception {
    ProcessBuilder builder = main(folder, "simulator", "--port", "0");
    String start = "program=$1; shift; \"$program\" -Dpulse.parent=$$ \"$@\"; exit $?";
    builder.command().addAll(0, List.of("bash", "-c", start, "bash"));
    Process script = builder.start();
    try (BufferedReader err = script.errorReader()) {
      assertThat(err.readLine()).startsWith("simulating on ");
      ProcessHandle simulator = script.children().findFirst().orElseThrow();
      assertThat(simulator.isAlive()).isTrue();
      script.destroyForcibly();
      simulator.onExit().get(60, TimeUnit.SECONDS);
      assertThat(folder).isEmptyDirectory();
    } finally {
      script.children().forEach(ProcessHandle::destroyForcibly);
      script.destroyForcibly();
    }
  }

  @Test
  void error_isOneLineWithARemedy() {
    assertThat(Main.lastWords(new StackOverflowError())).contains("-Xss");
    assertThat(Main.lastWords(new OutOfMemoryError("unable to create native thread: possibly\nx")))
        .startsWith("OutOfMemoryError (unable to create native thread: possibly)")
        .contains("ulimit -u");
    assertThat(Main.lastWords(new NoClassDefFoundError("a/B")))
        .isEqualTo("NoClassDefFoundError (a/B); run it again with --log FILE to see why");
  }

  private static ProcessBuilder main(Path temporaryFiles, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporaryFiles,
                "-Dlog4j2.configurationFile=log4j2.xml",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    // As the start scripts do: in another language the system has other words.
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder;
  }
}
