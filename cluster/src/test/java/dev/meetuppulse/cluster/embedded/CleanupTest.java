package dev.meetuppulse.cluster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanupTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"exit, Kafka ended this process", "server, Kafka ended: its disk is gone"})
  void libraryEndsTheProcess_isReportedInOneLineAndNothingIsLeft(String end, String message)
      throws Exception {
    Process process = Doomed.start(EndedByLibrary.class, folder, end);
    try (BufferedReader out = process.inputReader()) {
      long redis = Long.parseLong(out.readLine());
      List<String> lines = out.lines().toList();
      assertThat(process.waitFor()).isOne();
      assertThat(lines).hasSize(1).first().asString().startsWith(message);
      assertThat(ProcessHandle.of(redis)).isEmpty();
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  void signalAndOwnCode_areNoLibrary() {
    StackTraceElement exit = new StackTraceElement("java.lang.Runtime", "exit", "", 1);
    StackTraceElement signal = new StackTraceElement("java.lang.Terminator$1", "handle", "", 1);
    StackTraceElement own = new StackTraceElement("dev.meetuppulse.cli.Main", "main", "", 1);
    StackTraceElement storm =
        new StackTraceElement("org.apache.storm.utils.Utils", "exitProcess", "", 1);

    assertThat(ExitCaller.of(new StackTraceElement[] {exit, signal})).isEmpty();
    assertThat(ExitCaller.of(new StackTraceElement[] {exit, own})).isEmpty();
    assertThat(ExitCaller.of(new StackTraceElement[] {storm})).isEmpty();
    assertThat(ExitCaller.of(new StackTraceElement[] {exit, storm, own})).contains("Storm");
  }
}
