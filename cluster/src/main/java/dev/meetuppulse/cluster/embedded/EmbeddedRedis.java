package dev.meetuppulse.cluster.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.core.ExecutableProvider;

/** A Redis server as a child process, on loopback, without persistence. */
public final class EmbeddedRedis implements AutoCloseable {
  public static final int USUAL_PORT = 6379;

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 3;

  private static final String ABSENT =
      "no Redis server runs on this machine; install redis-server (apt-get install redis-server)";

  private static final String LAUNCH = "echo $$ >\"$0\"; exec \"$@\"";

  private final Process process;
  private final int port;

  private EmbeddedRedis(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server that is ready to serve: the native one from the embedded-redis jar, or {@code
   * redis-server} from the path where that one does not run.
   *
   * @param directory for its executable and log
   * @param preferredPort listened on if free; 0 for any
   * @throws IOException if it does not start, saying what to do
   */
  public static EmbeddedRedis start(Path directory, int preferredPort) throws IOException {
    IOException failure = null;
    for (String executable : executables(directory)) {
      try {
        return start(executable, directory, preferredPort);
      } catch (IOException e) {
        LOG.warn("{} did not start", executable, e);
        failure = e;
      }
    }
    throw new IOException(ABSENT, failure);
  }

  private static EmbeddedRedis start(String executable, Path directory, int preferredPort)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = preferredPort == 0 ? Ports.free() : Ports.freeOr(preferredPort);
      try {
        return launch(executable, directory, port);
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Executables to try, the one from the jar first. */
  public static List<String> executables(Path directory) {
    List<String> found = new ArrayList<>();
    try {
      found.add(
          ExecutableProvider.newJarResourceProvider(directory.toFile()).get().getAbsolutePath());
    } catch (IOException | RuntimeException e) {
      LOG.info("no embedded Redis for this machine", e);
    }
    OwnSession.onPath("redis-server").map(Path::toString).ifPresent(found::add);
    return found;
  }

  /**
   * The first executable to try.
   *
   * @throws IOException if there is none, saying what to do
   */
  public static String executable(Path directory) throws IOException {
    return executables(directory).stream().findFirst().orElseThrow(() -> new IOException(ABSENT));
  }

  private static EmbeddedRedis launch(String executable, Path directory, int port)
      throws IOException {
    Path pidFile = directory.resolve(Watchdog.PID_FILE);
    List<String> command = new ArrayList<>(List.of("sh", "-c", LAUNCH, pidFile.toString()));
    // Ctrl-C must not end it before its clients.
    command.addAll(OwnSession.of(server(executable, directory, port)));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("redis.log").toFile())
            .start();
    process.onExit().thenRun(() -> deleteQuietly(pidFile));
    process.getOutputStream().close();
    EmbeddedRedis redis = new EmbeddedRedis(process, port);
    try {
      redis.awaitReady();
      return redis;
    } catch (IOException | RuntimeException e) {
      redis.close();
      throw e;
    }
  }

  private static List<String> server(String executable, Path directory, int port) {
    return List.of(
        executable,
        "--bind",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--save",
        "",
        "--appendonly",
        "no",
        "--dir",
        directory.toString());
  }

  /** The system may give the process id to another once the server is gone. */
  private static void deleteQuietly(Path pidFile) {
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      LOG.debug("can't delete {}", pidFile, e);
    }
  }

  private void awaitReady() throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      if (!process.isAlive()) {
        throw new IOException("redis-server ended with code " + process.exitValue());
      }
      if (pings(port)) {
        return;
      }
      pause();
    }
    throw new IOException("redis-server did not answer within " + START_LIMIT.toSeconds() + " s");
  }

  private static boolean pings(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.setSoTimeout(1_000);
      OutputStream out = socket.getOutputStream();
      out.write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      return in.read() == '+';
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  /** Ends the server; there is nothing on disk to save. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("redis-server {} did not end", process.pid());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
