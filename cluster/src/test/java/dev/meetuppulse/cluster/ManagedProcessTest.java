package dev.meetuppulse.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ManagedProcessTest {
  @TempDir private Path folder;

  @AutoClose private ServerSocket socket;

  @BeforeEach
  void open() throws IOException {
    socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  }

  @Test
  void listens_connectionThatIsKept_yes() {
    assertThat(process().listens()).isTrue();
  }

  @Test
  void keepsConnection_closedAtOnce_no() {
    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(
            () -> {
              try {
                socket.accept().close();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });

    assertThat(process().keepsConnection(60_000)).isFalse();
    closing.join();
  }

  @Test
  void listens_nobodyThere_no() throws Exception {
    socket.close();
    assertThat(process().listens()).isFalse();
  }

  @Test
  void start_portOfAnotherProgram_isRefused() {
    assertThatThrownBy(() -> process(List.of("sleep", "600")).start())
        .isInstanceOf(ClusterException.class)
        .hasMessage(
            "nimbus: port %d is taken by another program; stop it, or give the cluster another folder",
            socket.getLocalPort());
    assertThat(folder).isEmptyDirectory();
  }

  /** It ended, and another program took the port meanwhile. */
  @Test
  void awaitListening_anotherProgramListens_isNoSuccess() {
    assertThatThrownBy(() -> process().awaitListening()).isInstanceOf(ClusterException.class);
  }

  /** Its start would be another instant after the clock was set. */
  @Test
  void handle_isKnownByTicksSinceTheMachineStarted() throws Exception {
    socket.close();
    ManagedProcess process = process(List.of("sleep", "600"));
    process.start();
    try {
      ProcessHandle handle = process.handle().orElseThrow();
      String stat = Files.readString(Path.of("/proc/" + handle.pid() + "/stat"));
      assertThat(folder.resolve("nimbus.pid"))
          .content()
          .isEqualTo(handle.pid() + " " + stat.split(" ")[21] + "\n");
    } finally {
      process.kill();
    }
    assertThat(process.handle()).isEmpty();
  }

  private ManagedProcess process() {
    return process(List.of("true"));
  }

  private ManagedProcess process(List<String> command) {
    Server server =
        new Server(Server.Kind.NIMBUS, "nimbus", Host.LOCAL, List.of(socket.getLocalPort()));
    return new ManagedProcess(server, folder, command, Map.of());
  }
}
