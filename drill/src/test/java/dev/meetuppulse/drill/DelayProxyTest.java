package dev.meetuppulse.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DelayProxyTest {
  private static final int MILLIS = 40;
  private static final int JITTER = 30;
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(MILLIS + JITTER);

  @AutoClose private ServerSocket server;
  @AutoClose private DelayProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    proxy = new DelayProxy(InetAddress.getLoopbackAddress(), MILLIS, JITTER);
  }

  @Test
  void listen_whatAClientSends_comesWholeAndInOrder() throws Exception {
    byte[] sent = new byte[3_000_000];
    new Random(1).nextBytes(sent);
    CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(this::acceptAll);

    try (Socket client = connect()) {
      OutputStream out = client.getOutputStream();
      for (int from = 0; from < sent.length; from += 30_000) {
        out.write(sent, from, 30_000);
      }
      client.shutdownOutput();

      assertThat(client.getInputStream().read()).isEqualTo('!');
      assertThat(received.get(60, TimeUnit.SECONDS)).isEqualTo(sent);
    }
  }

  @Test
  void due_isLaterByTheDelay_andNeverBeforeWhatWasSentBefore() {
    Random random = new Random(1);
    long before = 0;
    for (int i = 0; i < 1_000; i++) {
      long now = TimeUnit.MILLISECONDS.toNanos(i);
      long due = proxy.due(before, now, random);

      long earliest = TimeUnit.MILLISECONDS.toNanos(i + MILLIS - JITTER);
      assertThat(due).isBetween(Math.max(before, earliest), now + LONGEST_NANOS);
      before = due;
    }
  }

  @Test
  void close_endsConnections() throws Exception {
    try (Socket client = connect();
        Socket accepted = server.accept()) {
      proxy.close();

      assertThat(ended(client)).isTrue();
      assertThat(ended(accepted)).isTrue();
    }
  }

  private Socket connect() throws IOException {
    InetSocketAddress way = proxy.listen((InetSocketAddress) server.getLocalSocketAddress());
    return new Socket(way.getAddress(), way.getPort());
  }

  private byte[] acceptAll() {
    try (Socket accepted = server.accept();
        InputStream in = accepted.getInputStream()) {
      byte[] all = in.readAllBytes();
      accepted.getOutputStream().write('!');
      return all;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean ended(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return true;
    }
  }
}
