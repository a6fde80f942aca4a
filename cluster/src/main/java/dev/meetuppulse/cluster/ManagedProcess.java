package dev.meetuppulse.cluster;

import dev.meetuppulse.cluster.embedded.OwnSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that outlives the command that started it. Its pid file distinguishes it from another
 * process that got the same number later.
 */
public final class ManagedProcess {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final int START_ATTEMPTS = 3;

  /** The field of /proc/PID/stat with the start, counted from the one after the name. */
  private static final int STARTED_FIELD = 19;

  private static final int CONNECT_MILLIS = 1_000;
  private static final int KEPT_MILLIS = 250;
  private static final long PAUSE_MILLIS = 100;

  private final Server server;
  private final Path directory;
  private final List<String> command;
  private final Map<String, String> env;

  /**
   * @param server whose process it is
   * @param directory its working directory, with its pid file and log
   * @param command that starts it
   * @param env variables it gets in addition to those of this process
   */
  ManagedProcess(Server server, Path directory, List<String> command, Map<String, String> env) {
    this.server = server;
    this.directory = directory;
    this.command = List.copyOf(command);
    this.env = Map.copyOf(env);
  }

  public String name() {
    return server.name();
  }

  public int port() {
    return server.port();
  }

  public String host() {
    return server.host().address();
  }

  public Path directory() {
    return directory;
  }

  public Path log() {
    return directory.resolve(name() + ".log");
  }

  /**
   * Starts it unless it runs.
   *
   * @throws ClusterException if it can't be started, or another program listens on its port
   */
  void start() {
    if (isAlive()) {
      return;
    }
    if (takesConnections()) {
      throw new ClusterException(
          name()
              + ": port "
              + port()
              + " is taken by another program; stop it, or give the cluster another folder");
    }
    try {
      Files.createDirectories(directory);
      List<String> detached = new ArrayList<>(command);
      detached.add(0, "nohup");
      ProcessBuilder builder =
          new ProcessBuilder(OwnSession.of(detached))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      builder.environment().putAll(env);
      Process process = builder.start();
      Files.writeString(pidFile(), process.pid() + " " + started(process.toHandle()) + "\n");
    } catch (IOException e) {
      throw new ClusterException("can't start " + name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Waits until it listens. Storm's daemons exit when their start meets a temporary problem; they
   * are started again.
   *
   * @throws ClusterException if it does not, naming its log
   */
  void awaitListening() {
    long began = System.nanoTime();
    int attempts = 1;
    while (!(isAlive() && listens())) {
      if (!isAlive()) {
        if (attempts++ == START_ATTEMPTS) {
          throw new ClusterException(name() + " ended; see " + log());
        }
        start();
      }
      if (System.nanoTime() - began > START_LIMIT.toNanos()) {
        throw new ClusterException(
            name() + " does not listen after " + START_LIMIT.toSeconds() + " s; see " + log());
      }
      pause();
    }
  }

  /**
   * True if it takes a connection and keeps it. Nimbus opens its port for a moment long before it
   * serves, to see whether it is free.
   */
  boolean listens() {
    return keepsConnection(KEPT_MILLIS);
  }

  boolean keepsConnection(int millis) {
    try (Socket socket = connect()) {
      socket.setSoTimeout(millis);
      return isKept(socket);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean takesConnections() {
    try (Socket socket = connect()) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host(), port()), CONNECT_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static boolean isKept(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    }
  }

  static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted", e);
    }
  }

  public Optional<ProcessHandle> handle() {
    try {
      String[] saved = Files.readString(pidFile()).strip().split(" ");
      return ProcessHandle.of(Long.parseLong(saved[0]))
          .filter(ProcessHandle::isAlive)
          .filter(process -> Long.parseLong(saved[1]) == started(process));
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  public boolean isAlive() {
    return handle().isPresent();
  }

  /** Asks it to end, and kills it if it does not. */
  void stop() {
    handle()
        .ifPresent(
            process -> {
              process.destroy();
              if (!ended(process, STOP_LIMIT)) {
                kill();
              }
            });
  }

  /** Ends it at once, as a crash would. */
  void kill() {
    handle()
        .ifPresent(
            process -> {
              process.destroyForcibly();
              ended(process, STOP_LIMIT);
            });
  }

  private Path pidFile() {
    return directory.resolve(name() + ".pid");
  }

  /**
   * Tells a process from another that has its number: on Linux, ticks since the machine started. An
   * instant would change when the clock is set.
   */
  private static long started(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      // Its name, in parentheses, may hold anything.
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(afterName[STARTED_FIELD]);
    } catch (IOException e) {
      return startInstant(process);
    }
  }

  /** Milliseconds since the epoch; 0 if it is not known. */
  private static long startInstant(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  static boolean ended(ProcessHandle process, Duration limit) {
    CompletableFuture<ProcessHandle> exit = process.onExit();
    try {
      exit.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}
