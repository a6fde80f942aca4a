package dev.meetuppulse.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ManagedProcessTest {
  @TempDir private Path folder;

  private ServerSocket socket;

  @BeforeEach
  void open() throws IOException {
    socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
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

  private ManagedProcess process() {
    Server server =
        new Server(Server.Kind.NIMBUS, "nimbus", Host.LOCAL, List.of(socket.getLocalPort()));
    return new ManagedProcess(server, folder, List.of("true"), Map.of());
  }
}
