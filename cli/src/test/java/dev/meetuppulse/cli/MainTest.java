package dev.meetuppulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
}
