package dev.meetuppulse.drill;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Freezes a process and lets it go on. */
final class Signals {
  private Signals() {}

  static void freeze(ProcessHandle process) throws IOException, InterruptedException {
    send("-STOP", process);
  }

  static void thaw(ProcessHandle process) throws IOException, InterruptedException {
    send("-CONT", process);
  }

  private static void send(String signal, ProcessHandle process)
      throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", signal, Long.toString(process.pid()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!kill.waitFor(60, TimeUnit.SECONDS)) {
      kill.destroyForcibly();
    }
  }
}
