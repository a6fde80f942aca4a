package dev.meetuppulse.bench.harness;

import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.cluster.embedded.Cleanup;
import dev.meetuppulse.cluster.embedded.EmbeddedKafka;
import dev.meetuppulse.cluster.embedded.EmbeddedStack;
import dev.meetuppulse.cluster.embedded.RunDirectory;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The time from Kafka's append to the boards, at several rates. One line per rate: quantiles in ms,
 * and the processor time of all that runs, broker and load too.
 *
 * @param rates records a second
 * @param seconds for which each rate is kept
 */
public record Freshness(String engine, List<Integer> rates, int seconds) {
  private static final int WARM_RATE = 1_000;
  private static final int WARM_SECONDS = 20;
  private static final long LIMIT_SECONDS = 120;
  private static final String OURS = "pulse";

  /**
   * Measures an engine.
   *
   * @param args the engine; rates, comma between; seconds
   */
  public static void main(String[] args) {
    List<Integer> rates = Arrays.stream(args[1].split(",")).map(Integer::valueOf).toList();
    try {
      new Freshness(args[0], rates, Integer.parseInt(args[2])).measure();
      System.exit(0);
    } catch (Exception e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void measure() throws Exception {
    try (Cleanup cleanup = new Cleanup(System.err::println)) {
      RunDirectory directory = cleanup.open(RunDirectory::takeOver);
      System.out.println("| engine | records/s | p50 ms | p90 ms | p99 ms | max ms | CPU |");
      System.out.println("|---|---|---|---|---|---|---|");
      if (engine.equals(OURS)) {
        EmbeddedStack stack =
            cleanup.open(() -> EmbeddedStack.start(directory, false, System.err::println));
        Settings settings = stack.settings(Settings.of(Map.of(Setting.WEB_PORT, "0")));
        FreshnessLoad load = cleanup.open(() -> new FreshnessLoad(settings));
        measure(load, FreshPulse.start(cleanup, stack, settings));
      } else {
        EmbeddedKafka kafka =
            cleanup.open(() -> EmbeddedKafka.start(directory.directory("kafka"), 0));
        Settings settings = Settings.of(Map.of(Setting.KAFKA_BOOTSTRAP, kafka.bootstrap()));
        FreshnessLoad load = cleanup.open(() -> new FreshnessLoad(settings));
        Path home = Path.of(System.getProperty("pulse.home")).toAbsolutePath();
        Contestant contestant = Contestant.of(engine);
        Job job = job(contestant, settings, directory.directory(engine));
        measure(load, FreshEngine.start(cleanup, home, contestant, job));
      }
    }
  }

  private Job job(Contestant contestant, Settings settings, Path directory) {
    long records =
        (long) WARM_RATE * WARM_SECONDS
            + rates.stream().mapToLong(rate -> (long) rate * seconds).sum();
    return new Job(
        contestant.engine().id(),
        settings.text(Setting.KAFKA_BOOTSTRAP),
        settings.text(Setting.KAFKA_TOPIC),
        settings.integer(Setting.KAFKA_PARTITIONS),
        // One that never comes: an engine that has all stops publishing.
        records + 1,
        Runtime.getRuntime().availableProcessors(),
        directory,
        "");
  }

  private void measure(FreshnessLoad load, FreshnessTarget target) throws Exception {
    load.send(WARM_RATE, WARM_SECONDS);
    awaitAll(load, target);
    for (int rate : rates) {
      int first = (int) load.sent();
      double cpuBefore = target.cpuSeconds();
      long before = System.nanoTime();
      load.send(rate, seconds);
      PublishedProgress shown = awaitAll(load, target);
      double cpu = (target.cpuSeconds() - cpuBefore) / ((System.nanoTime() - before) / 1e9);
      Delays delays = Delays.of(shown, load.appendTimes(), first);
      System.out.printf(
          Locale.ROOT,
          "| %s | %,d | %d | %d | %d | %d | %.0f %% of a core |%n",
          engine,
          rate,
          delays.quantile(0.5),
          delays.quantile(0.9),
          delays.quantile(0.99),
          delays.quantile(1),
          cpu * 100);
    }
  }

  /** Returns when every record is on the boards. */
  private static PublishedProgress awaitAll(FreshnessLoad load, FreshnessTarget target)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (true) {
      PublishedProgress shown = target.progress();
      long records = shown.records();
      if (records >= load.sent()) {
        return shown;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            records + " of " + load.sent() + " records are on the boards");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Sleeps until a time of {@link System#nanoTime}. */
  static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }
}
