package dev.meetuppulse.redis.testing;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis on a free port of loopback that can be stopped and started. It ends with the process
 * that started it, even if that one is killed.
 */
public final class RedisFixture implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 60;

  private static final AtomicInteger PREFIXES = new AtomicInteger();

  private final Path directory;
  private final String executable;
  private final int port;
  private final List<String> command = new ArrayList<>();
  private Process process;

  private RedisFixture(String... options) throws IOException {
    directory = Files.createTempDirectory("pulse-redis");
    executable =
        ExecutableProvider.newJarResourceProvider(directory.toFile()).get().getAbsolutePath();
    port = freePort();
    command.addAll(List.of(executable, "--bind", "127.0.0.1", "-::1", "--save", ""));
    command.addAll(List.of("--port", Integer.toString(port), "--dir", directory.toString()));
    for (String option : options) {
      command.addAll(List.of(("--" + option).split(" ")));
    }
    start();
  }

  /**
   * Starts an empty server.
   *
   * @param options lines of its configuration
   */
  public static RedisFixture create(String... options) {
    try {
      return new RedisFixture(options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the server again, on the same port, with nothing in it. */
  public void start() {
    try {
      process =
          Leash.around(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      awaitAnswer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (!answers()) {
      if (!process.isAlive()) {
        throw new IOException("Redis has ended on port " + port);
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("Redis did not start on port " + port);
      }
      Thread.sleep(20);
    }
  }

  private boolean answers() {
    try {
      return reply("PING") >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Changes a setting of the running server, such as maxmemory. */
  public void configure(String name, String value) {
    try {
      if (reply("CONFIG SET " + name + " " + value) != '+') {
        throw new IllegalArgumentException(name + " " + value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first character of the answer: + if the server does it, - if not. */
  private int reply(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read();
    }
  }

  /** Kills the server, as a crash would. */
  public void stop() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("Redis did not stop on port " + port);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return port;
  }

  /** A connection for what only an administrator does. */
  public Jedis client() {
    return new Jedis("127.0.0.1", port);
  }

  /** Settings that lead to it, with keys of their own each time. */
  public Settings settings() {
    return Settings.of(
        Map.of(
            Setting.REDIS_URL, "redis://127.0.0.1:" + port,
            Setting.REDIS_PREFIX, "test" + PREFIXES.incrementAndGet()));
  }

  /** A port that no client is given by the system before a server takes it. */
  public static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Taken: another one.
      }
    }
  }

  @Override
  public void close() {
    stop();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
