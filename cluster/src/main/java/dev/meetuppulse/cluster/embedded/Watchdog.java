package dev.meetuppulse.cluster.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A small process that cleans up when this one ends without doing so itself: killed, halted by a
 * library, or out of memory. It reads from a pipe that the kernel closes when this process dies,
 * then kills each process that works in a directory or is named by a {@link #PID_FILE} one level
 * below, and deletes the directory.
 */
final class Watchdog implements AutoCloseable {
  /** A server's process id, in a directory of its own. Written before the server runs. */
  static final String PID_FILE = "pid";

  private static final long CLOSE_SECONDS = 30;
  private static final String NAME = "meetup-pulse-watchdog";
  private static final Set<Long> PROCESSES = ConcurrentHashMap.newKeySet();

  /** Signals meant for all processes of a system that shuts down must not end it first. */
  private static final String SCRIPT =
      """
      trap '' HUP INT QUIT TERM
      cd / || exit
      if read -r _; then exit; fi
      for file in "$1"/*/pid; do
        if [ -s "$file" ]; then kill -9 "$(cat "$file")"; fi
      done
      for process in /proc/[0-9]*; do
        case $(readlink "$process/cwd") in "$1"/*) kill -9 "${process#/proc/}" ;; esac
      done
      rm -rf -- "$1" || { sleep 1; rm -rf -- "$1"; }
      """;

  private final Process process;

  private Watchdog(Process process) {
    this.process = process;
    PROCESSES.add(process.pid());
  }

  static boolean isOne(ProcessHandle process) {
    return PROCESSES.contains(process.pid());
  }

  /**
   * Starts to watch.
   *
   * @param directory deleted when this process is gone
   * @throws IOException if there is no shell
   */
  static Watchdog over(Path directory) throws IOException {
    // The kernel names working directories without symbolic links.
    String watched = directory.toRealPath().toString();
    // SIGKILL to this process's group, which no trap holds off, must not end it either.
    return new Watchdog(
        new ProcessBuilder(OwnSession.of(List.of("sh", "-c", SCRIPT, NAME, watched)))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Ends the watchdog: this process has cleaned up. */
  @Override
  public void close() {
    try (OutputStream pipe = process.getOutputStream()) {
      pipe.write('\n');
      pipe.flush();
      process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS);
      PROCESSES.remove(process.pid());
    } catch (IOException e) {
      // It was gone before.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
