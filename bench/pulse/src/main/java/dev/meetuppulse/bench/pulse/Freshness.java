package dev.meetuppulse.bench.pulse;

import dev.meetuppulse.cluster.embedded.Cleanup;
import dev.meetuppulse.cluster.embedded.EmbeddedStack;
import dev.meetuppulse.cluster.embedded.RunDirectory;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.RedisStores;
import dev.meetuppulse.topology.PulseTopology;
import dev.meetuppulse.web.PulseServer;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The time from Kafka's append to the API, at several rates: everything in this process, real Kafka
 * and Redis, default settings. One line a rate: quantiles in ms, and the processor time of this
 * process, which holds broker, load and client too.
 */
public final class Freshness {
  private static final int WARM_SECONDS = 20;

  private Freshness() {}

  /**
   * Measures.
   *
   * @param args rates in records a second, comma between, and the seconds that each is kept up
   */
  public static void main(String[] args) throws Exception {
    int[] rates = Arrays.stream(args[0].split(",")).mapToInt(Integer::parseInt).toArray();
    int seconds = Integer.parseInt(args[1]);
    try (Cleanup cleanup = new Cleanup(System.err::println)) {
      RunDirectory directory = cleanup.open(RunDirectory::takeOver);
      EmbeddedStack stack =
          cleanup.open(() -> EmbeddedStack.start(directory, false, System.err::println));
      Settings settings = stack.settings(Settings.of(Map.of(Setting.WEB_PORT, "0")));
      PulseServer page = cleanup.open(() -> new PulseServer(settings).start());
      FreshnessLoad load = cleanup.open(() -> new FreshnessLoad(settings));
      stack
          .storm()
          .submit(
              settings.text(Setting.TOPOLOGY_NAME),
              PulseTopology.config(settings),
              PulseTopology.build(settings, new RedisStores(settings)));
      FreshnessClient client = new FreshnessClient(page.port(), load);
      load.send(1_000, WARM_SECONDS);
      client.awaitAll();
      System.out.println("| records/s | p50 ms | p90 ms | p99 ms | max ms | CPU |");
      System.out.println("|---|---|---|---|---|---|");
      for (int rate : rates) {
        System.out.println(measure(client, load, rate, seconds));
      }
    }
  }

  private static String measure(FreshnessClient client, FreshnessLoad load, int rate, int seconds)
      throws Exception {
    client.begin();
    long cpuBefore = cpuNanos();
    long before = System.nanoTime();
    load.send(rate, seconds);
    client.awaitAll();
    double cpu = (double) (cpuNanos() - cpuBefore) / (System.nanoTime() - before);
    long[] delays = client.delays();
    return String.format(
        Locale.ROOT,
        "| %,d | %d | %d | %d | %d | %.0f %% of a core |",
        rate,
        quantile(delays, 0.5),
        quantile(delays, 0.9),
        quantile(delays, 0.99),
        delays[delays.length - 1],
        cpu * 100);
  }

  private static long quantile(long[] sorted, double quantile) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))];
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Sleeps until a time of {@link System#nanoTime}. */
  static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }
}
