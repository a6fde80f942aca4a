package dev.meetuppulse.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The resources a process has used, as Linux keeps them in {@code /proc}. */
final class ProcessUse {
  /** Linux counts CPU time in hundredths of a second for user space, on every platform. */
  private static final double TICKS_A_SECOND = 100;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  private ProcessUse() {}

  /** CPU seconds so far, all threads; 0 if the process is gone. */
  static double cpuSeconds(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The name is in brackets and may hold anything, so count after its end.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]))
          / TICKS_A_SECOND;
    } catch (IOException e) {
      return 0;
    }
  }

  /** The largest resident memory so far, MiB; 0 if the process is gone. */
  static double peakMegabytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0)
          / 1024.0;
    } catch (IOException e) {
      return 0;
    }
  }
}
