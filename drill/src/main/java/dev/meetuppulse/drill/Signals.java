package dev.meetuppulse.drill;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Freezes a process or limits its memory, and undoes it. */
final class Signals {
  private Signals() {}

  static void freeze(ProcessHandle process) throws IOException, InterruptedException {
    run("kill", "-STOP", Long.toString(process.pid()));
  }

  static void thaw(ProcessHandle process) throws IOException, InterruptedException {
    run("kill", "-CONT", Long.toString(process.pid()));
  }

  /** Limits a process's address space to less than it has, or not at all. */
  static void limitMemory(ProcessHandle process, boolean limited)
      throws IOException, InterruptedException {
    String soft = limited ? "--as=1:" : "--as=unlimited:";
    run("prlimit", "--pid", Long.toString(process.pid()), soft);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!started.waitFor(60, TimeUnit.SECONDS)) {
      started.destroyForcibly();
    }
  }
}
