package dev.meetuppulse.bench.jmh;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The measurements at one point of a curve.
 *
 * @param counting ns a record, saving it included; the median of some runs, as the next two are
 * @param ranking ns a record
 * @param boards µs a publication
 * @param rewriting ns a record for saves that rewrite the whole journal; the mean of all runs
 * @param whole ns a record for all but the boards, the mean of all runs: with the collector's share
 * @param bytesPerTopic held for each topic, with its share of the groups and cities
 * @param bytesPerId held for each RSVP remembered beyond the first of each group
 * @param megabytes held in all
 */
record Figures(
    double counting,
    double ranking,
    double boards,
    double rewriting,
    double whole,
    double bytesPerTopic,
    double bytesPerId,
    double megabytes) {
  private static final int RUNS = 12;
  private static final int RUN_RECORDS = 250_000;
  private static final int WARM_RECORDS = 750_000;
  private static final long HOUR = 3_600_000;
  private static final CoreLoad LOADS_CLASSES = new CoreLoad(1, 1, 40, "1m:1s", 100, 100);

  /** Measures in this JVM, which should be a fresh one. */
  static Figures measure(CoreLoad load) throws Exception {
    new Pipeline(LOADS_CLASSES).meet();
    long nothing = held();
    Pipeline pipeline = new Pipeline(load);
    pipeline.meet();
    pipeline.pause(48 * HOUR);
    long topics = held();
    pipeline.run(load.ids() * 5L / 4 + load.rate());
    pipeline.pause(HOUR);
    long ids = held();
    pipeline.run(Math.max(WARM_RECORDS, 2 * load.rate() * load.windowMillis() / 1_000));
    pipeline.takeSpent();
    Pipeline.Spent[] runs = new Pipeline.Spent[RUNS];
    Pipeline.Spent all = Pipeline.Spent.NOTHING;
    for (int i = 0; i < RUNS; i++) {
      pipeline.run(RUN_RECORDS);
      runs[i] = pipeline.takeSpent();
      all = all.plus(runs[i]);
    }
    long full = held();
    pipeline.run(1);
    return new Figures(
        median(runs, run -> (double) run.counting() / run.records()),
        median(runs, run -> (double) run.ranking() / run.records()),
        median(runs, run -> run.boards() / 1e3 / run.publications()),
        (double) all.rewriting() / all.records(),
        (double) (all.counting() + all.rewriting() + all.ranking()) / all.records(),
        (double) (topics - nothing) / load.topics(),
        (double) (ids - topics) / Math.max(1, load.ids() - load.groups()),
        (full - nothing) / 1e6);
  }

  private static double median(Pipeline.Spent[] runs, ToDoubleFunction<Pipeline.Spent> figure) {
    double[] sorted = Arrays.stream(runs).mapToDouble(figure).sorted().toArray();
    return (sorted[RUNS / 2 - 1] + sorted[RUNS / 2]) / 2;
  }

  /** Bytes that the collector can't free. */
  private static long held() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }

  /** As one line. */
  String line() {
    return Arrays.stream(
            new double[] {
              counting, ranking, boards, rewriting, whole, bytesPerTopic, bytesPerId, megabytes
            })
        .mapToObj(number -> String.format(Locale.ROOT, "%.1f", number))
        .collect(Collectors.joining(" "));
  }

  /** Reads what {@link #line} wrote. */
  static Figures of(String line) {
    double[] n = Arrays.stream(line.trim().split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new Figures(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]);
  }
}
