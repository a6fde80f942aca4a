package dev.meetuppulse.cluster;

import java.io.IOException;
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
 * A process that outlives the command that started it. Its pid file tells it from another process
 * that got the same number later.
 */
public final class ManagedProcess {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final String name;
  private final Path directory;
  private final int port;
  private final List<String> command;
  private final Map<String, String> env;

  /**
   * @param name of the process
   * @param directory its working directory, with its pid file and log
   * @param port it listens on once it is ready
   * @param command that starts it
   * @param env variables it gets beside those of this process
   */
  ManagedProcess(
      String name, Path directory, int port, List<String> command, Map<String, String> env) {
    this.name = name;
    this.directory = directory;
    this.port = port;
    this.command = List.copyOf(command);
    this.env = Map.copyOf(env);
  }

  public String name() {
    return name;
  }

  public int port() {
    return port;
  }

  /** What it prints. */
  public Path log() {
    return directory.resolve(name + ".log");
  }

  /** Starts it unless it runs. */
  void start() {
    if (handle().isPresent()) {
      return;
    }
    try {
      Files.createDirectories(directory);
      List<String> detached = new ArrayList<>();
      detached.add("nohup");
      detached.addAll(command);
      ProcessBuilder builder =
          new ProcessBuilder(detached)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      builder.environment().putAll(env);
      Process process = builder.start();
      Files.writeString(pidFile(), process.pid() + " " + started(process.toHandle()) + "\n");
    } catch (IOException e) {
      throw new ClusterException("can't start " + name + ": " + e.getMessage(), e);
    }
  }

  /** The process, if it runs. */
  public Optional<ProcessHandle> handle() {
    try {
      String[] saved = Files.readString(pidFile()).strip().split(" ");
      return ProcessHandle.of(Long.parseLong(saved[0]))
          .filter(ProcessHandle::isAlive)
          .filter(process -> Math.abs(started(process) - Long.parseLong(saved[1])) < 2_000);
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  public boolean isAlive() {
    return handle().isPresent();
  }

  /** Asks it to end, and makes it if it does not. */
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
    return directory.resolve(name + ".pid");
  }

  private static long started(ProcessHandle process) {
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
