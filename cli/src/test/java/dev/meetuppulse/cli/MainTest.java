package dev.meetuppulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process: what it leaves, and how it ends. */
class MainTest {
  @TempDir private Path folder;

  @Test
  void log_goesToTheFileThatIsNamed_andNothingIsLeftBesideIt() throws Exception {
    Path log = folder.resolve("pulse.log");
    try (PulseProcess doctor =
        PulseProcess.start(folder, "doctor", "--verbose", "--log", log.toString())) {
      assertThat(doctor.exitCode()).isZero();
      assertThat(Files.size(log)).isPositive();
      assertThat(doctor.temporaryFiles()).isEmpty();
    }
  }

  @Test
  void folderForTemporaryFilesThatIsMissing_isNamedInOneLine() throws Exception {
    Path absent = folder.resolve("absent");
    Process settings =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + absent,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "settings")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = settings.inputReader()) {
      assertThat(out.lines()).hasSize(1).first().asString().contains(absent.toString(), "TMPDIR");
    }
    assertThat(settings.waitFor()).isOne();
  }
}
