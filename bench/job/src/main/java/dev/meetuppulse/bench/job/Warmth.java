package dev.meetuppulse.bench.job;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** How much of the JVM's attention its own start still takes. */
public final class Warmth {
  private static final long LOOK_MILLIS = 500;
  private static final long QUIET_MILLIS = 50;
  private static final int MAX_LOOKS = 40;

  private Warmth() {}

  /**
   * Waits until the cluster in this JVM has started in the compiler's eyes too, as a cluster that
   * jobs are submitted to has. Goes on after twenty seconds at the latest.
   */
  public static void awaitQuiet() throws InterruptedException {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long before = compiler.getTotalCompilationTime();
    for (int look = 0; look < MAX_LOOKS; look++) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      long now = compiler.getTotalCompilationTime();
      if (now - before < QUIET_MILLIS) {
        return;
      }
      before = now;
    }
  }
}
