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
  @ValueSource(strings = {"halt", "memory"})
  void processThatEndsWithoutCleaningUp_leavesNoServerAndNoDirectory(String end) throws Exception {
    Process doomed = Doomed.start(Doomed.class, folder, end);
    assertLeavesNothing(doomed, folder, children(doomed));
  }

  @Test
  void processThatIsKilled_leavesNoServerAndNoDirectory() throws Exception {
    Process doomed = Doomed.start(Doomed.class, folder, "wait");
    List<Long> children = runningChildren(doomed, folder);
    doomed.destroyForcibly();
    assertLeavesNothing(doomed, folder, children);
  }

  /** As a shell's {@code kill -9 %1} does, or a system that ends a whole job. */
  @Test
  void processThatIsKilledWithItsGroup_leavesNoServerAndNoDirectory() throws Exception {
    Process doomed = Doomed.start(Doomed.class, folder, "wait");
    List<Long> children = runningChildren(doomed, folder);
    new ProcessBuilder("sh", "-c", "kill -9 -" + doomed.pid()).start();
    assertLeavesNothing(doomed, folder, children);
  }

  /** The kernel names working directories without links. */
  @Test
  void folderBehindASymbolicLink_isCleanedUpToo() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    Process doomed = Doomed.start(Doomed.class, link, "wait");
    List<Long> children = runningChildren(doomed, real);
    doomed.destroyForcibly();
    assertLeavesNothing(doomed, real, children);
  }

  private static List<Long> children(Process doomed) throws IOException {
    try (BufferedReader out = doomed.inputReader()) {
      return Stream.of(out.readLine().split(" ")).map(Long::valueOf).toList();
    }
  }

  private static List<Long> runningChildren(Process doomed, Path temporary) throws IOException {
    List<Long> children = children(doomed);
    assertThat(children).hasSize(2).allMatch(RunDirectoryTest::isAlive);
    assertThat(entries(temporary)).isOne();
    return children;
  }

  private static void assertLeavesNothing(Process doomed, Path temporary, List<Long> children)
      throws Exception {
    assertThat(doomed.waitFor()).isNotZero();
    await().atMost(PATIENCE).until(() -> children.stream().noneMatch(RunDirectoryTest::isAlive));
    await().atMost(PATIENCE).until(() -> entries(temporary) == 0);
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
