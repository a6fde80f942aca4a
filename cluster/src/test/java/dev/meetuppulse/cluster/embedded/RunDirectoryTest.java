package dev.meetuppulse.cluster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunDirectoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"wait", "halt", "memory"})
  void processThatEndsWithoutCleaningUp_leavesNoServerAndNoDirectory(String end) throws Exception {
    Process doomed = Doomed.start(Doomed.class, folder, end);
    try (BufferedReader out = doomed.inputReader()) {
      List<Long> children = Stream.of(out.readLine().split(" ")).map(Long::valueOf).toList();
      if (end.equals("wait")) {
        assertThat(children).hasSize(2).allMatch(RunDirectoryTest::isAlive);
        assertThat(entries(folder)).isOne();
        doomed.destroyForcibly();
      }
      assertThat(doomed.waitFor()).isNotZero();
      await().atMost(PATIENCE).until(() -> children.stream().noneMatch(RunDirectoryTest::isAlive));
      await().atMost(PATIENCE).until(() -> entries(folder) == 0);
    }
  }

  @Test
  void directoryOfAProcessThatIsGone_isDeletedByTheNextRun() throws Exception {
    RunDirectory live = RunDirectory.in(folder);
    Path gone = Files.createDirectory(folder.resolve("meetup-pulse-1"));
    Files.createFile(gone.resolve("lock"));
    Path empty = old(Files.createDirectory(folder.resolve("meetup-pulse-2")));
    Path starting = Files.createDirectory(folder.resolve("meetup-pulse-3"));
    Path other = old(Files.createDirectory(folder.resolve("meetup-pulse-of-something-else")));

    RunDirectory next = RunDirectory.in(folder);

    assertThat(gone).doesNotExist();
    assertThat(empty).doesNotExist();
    assertThat(starting).exists();
    assertThat(other).exists();
    assertThat(live.path()).exists();
    next.close();
    live.close();
    assertThat(entries(folder)).isEqualTo(2);
  }

  @Test
  void close_endsTheWatchdogToo() {
    Set<ProcessHandle> before = children();
    RunDirectory directory = RunDirectory.in(folder);
    assertThat(children()).hasSize(before.size() + 1);

    directory.close();

    assertThat(children()).isEqualTo(before);
    assertThat(directory.path()).doesNotExist();
  }

  private static Path old(Path directory) throws IOException {
    return Files.setLastModifiedTime(
        directory, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }
}
