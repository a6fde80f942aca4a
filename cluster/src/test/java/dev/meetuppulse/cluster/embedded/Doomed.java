package dev.meetuppulse.cluster.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A process with a run directory, a Redis and one more child, that ends without cleaning up. Prints
 * the children's process ids first.
 */
final class Doomed {
  private static final int BLOCK_BYTES = 1 << 20;

  private Doomed() {}

  /**
   * @param args {@code wait} to be killed, {@code halt} to end at once, {@code memory} to run out
   *     of it
   */
  public static void main(String[] args) throws Exception {
    RunDirectory directory = RunDirectory.takeOver();
    EmbeddedRedis redis = EmbeddedRedis.start(directory.directory("redis"), 0);
    Process other =
        new ProcessBuilder("sleep", "600").directory(directory.directory("work").toFile()).start();
    System.out.println(redis.pid() + " " + other.pid());
    switch (args[0]) {
      case "halt" -> Runtime.getRuntime().halt(1);
      case "memory" -> fillMemory();
      default -> new CountDownLatch(1).await();
    }
  }

  /**
   * Starts a main class in a process, and a process group, of its own.
   *
   * @param temporary its folder for temporary files
   */
  static Process start(Class<?> main, Path temporary, String end) throws IOException {
    List<String> java =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx48m",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            end);
    return new ProcessBuilder(OwnSession.of(java))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void fillMemory() {
    List<byte[]> blocks = new ArrayList<>();
    while (!blocks.contains(null)) {
      blocks.add(new byte[BLOCK_BYTES]);
    }
  }
}
