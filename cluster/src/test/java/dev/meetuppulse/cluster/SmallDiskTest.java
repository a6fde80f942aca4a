package dev.meetuppulse.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real mount, which only root has. */
class SmallDiskTest {
  @TempDir private Path root;

  private Path folder;
  private ManagedProcess server;

  @BeforeEach
  void create() throws IOException {
    assumeTrue(SmallDisk.obstacle().isEmpty(), "needs root");
    folder = Files.createDirectories(root.resolve("a server"));
    Files.writeString(folder.resolve("before"), "before");
    server =
        new ManagedProcess(
            new Server(Server.Kind.REDIS, "redis", Host.LOCAL, List.of(1)),
            folder,
            List.of("true"),
            Map.of());
  }

  @Test
  void fill_untilItIsFreed_takesNoByte() throws Exception {
    try (SmallDisk disk = new SmallDisk(server, 1)) {
      assertThat(folder.resolve("before")).hasContent("before");
      disk.fill();
      assertThatThrownBy(() -> Files.writeString(folder.resolve("refused"), "x"))
          .isInstanceOf(IOException.class);

      disk.free();
      Files.writeString(folder.resolve("after"), "after");
    }
    assertThat(folder.resolve("before")).hasContent("before");
    assertThat(folder.resolve("after")).hasContent("after");
    assertThat(root).isDirectoryNotContaining(file -> !file.equals(folder));
  }

  @Test
  void removeAll_aDiskThatWasNotClosed_isGone() throws Exception {
    new SmallDisk(server, 1);
    Files.writeString(folder.resolve("after"), "after");

    SmallDisk.removeAll(root);

    assertThat(folder.resolve("before")).hasContent("before");
    assertThat(folder.resolve("after")).doesNotExist();
    assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(root.toString());
  }
}
