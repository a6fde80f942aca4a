package dev.meetuppulse.bench.jmh;

import dev.meetuppulse.bench.jmh.Curve.MemoryUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The cost of a record and of a remembered RSVP as one thing grows and all else stays. Each point
 * is measured in a JVM of its own. Prints tables in Markdown, and draws them.
 */
public final class Curves {
  private static final CoreLoad USUAL = CoreLoad.USUAL;

  /** So few records a second that a day of them is soon made. */
  private static final CoreLoad SLOW = USUAL.withRate(100);

  private Curves() {}

  /**
   * Measures all curves; given a load in words, only that point.
   *
   * @param args the file to draw into
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 1) {
      System.out.println(Figures.measure(CoreLoad.of(List.of(args))).line());
      return;
    }
    System.out.println(Curve.HEADER);
    List<Curve> curves =
        List.of(
            curve(
                "partitions",
                MemoryUnit.MEGABYTES,
                loads(USUAL::withPartitions, 1, 2, 4, 8, 16, 32, 64)),
            curve(
                "workers",
                MemoryUnit.MEGABYTES,
                loads(USUAL.withPartitions(4)::withWorkers, 1, 2, 3, 4)),
            curve(
                "topics",
                MemoryUnit.BY_TOPIC,
                loads(USUAL::withTopics, 1_000, 10_000, 100_000, 300_000, 1_000_000)),
            curve(
                "window",
                MemoryUnit.MEGABYTES,
                windows("1m:1s", "5m:1s", "15m:1s", "1h:1m", "6h:1m", "24h:1m")),
            curve(
                "ids",
                MemoryUnit.BY_ID,
                loads(USUAL::withIds, 10_000, 100_000, 1_000_000, 3_000_000, 10_000_000)));
    Files.writeString(Path.of(args[0]), Chart.draw(curves));
  }

  private static Map<String, CoreLoad> loads(IntFunction<CoreLoad> with, int... sizes) {
    Map<String, CoreLoad> loads = new LinkedHashMap<>();
    for (int size : sizes) {
      loads.put(shortly(size), with.apply(size));
    }
    return loads;
  }

  private static Map<String, CoreLoad> windows(String... windows) {
    Map<String, CoreLoad> loads = new LinkedHashMap<>();
    for (String window : windows) {
      loads.put(window, SLOW.withWindow(window));
    }
    return loads;
  }

  private static String shortly(int size) {
    return size % 1_000_000 == 0
        ? size / 1_000_000 + " M"
        : size % 1_000 == 0 ? size / 1_000 + " K" : "" + size;
  }

  private static Curve curve(String name, MemoryUnit held, Map<String, CoreLoad> loads)
      throws IOException {
    Curve curve = new Curve(name, held, new ArrayList<>());
    for (Map.Entry<String, CoreLoad> load : loads.entrySet()) {
      Curve.CurvePoint point = new Curve.CurvePoint(load.getKey(), inFreshJvm(load.getValue()));
      curve.points().add(point);
      System.out.println(curve.row(point));
    }
    return curve;
  }

  private static Figures inFreshJvm(CoreLoad load) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx4g",
                "-XX:+UseParallelGC",
                "-cp",
                System.getProperty("java.class.path"),
                Curves.class.getName()));
    command.addAll(load.words());
    Process jvm =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return Figures.of(new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }
}
