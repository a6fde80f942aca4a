package dev.meetuppulse.bench.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All runs side by side. */
record Table(List<Run> runs) {

  private Map<String, List<Run>> byEngine() {
    Map<String, List<Run>> grouped = new LinkedHashMap<>();
    runs.forEach(run -> grouped.computeIfAbsent(run.engine(), id -> new ArrayList<>()).add(run));
    return grouped;
  }

  /** For each engine the median of each figure over the runs that had an answer. */
  Map<String, Run> medians() {
    Map<String, Run> medians = new LinkedHashMap<>();
    byEngine()
        .forEach(
            (engine, all) -> {
              List<Run> answered = all.stream().filter(Run::answered).toList();
              if (!answered.isEmpty()) {
                medians.put(engine, median(engine, answered, answered.size() == all.size()));
              }
            });
    return medians;
  }

  private static Run median(String engine, List<Run> of, boolean all) {
    return new Run(
        engine,
        of.get(0).parser(),
        of.size(),
        median(of, Run::recordsPerSecond),
        median(of, Run::steadyRecordsPerSecond),
        median(of, Run::cpuSecondsPerMillion),
        median(of, Run::peakMemoryMb),
        Math.round(median(of, Run::gcMillis)),
        median(of, Run::redisCpuSecondsPerMillion),
        median(of, Run::redisMemoryMb),
        all && of.stream().allMatch(Run::correct),
        "");
  }

  private static double median(List<Run> of, ToDoubleFunction<Run> figure) {
    double[] sorted = of.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * How many times as fast as each other engine ours is, whole runs; empty without ours. Ours is
   * the row with the same boards as the others. {@code flink} is the pre-aggregated one.
   */
  Map<String, Double> ratios() {
    Map<String, Double> ratios = new LinkedHashMap<>();
    Map<String, Run> medians = medians();
    Run ours = medians.get(Engine.PULSE.id());
    if (ours != null) {
      medians.forEach(
          (engine, run) -> {
            double ratio =
                Math.round(100 * ours.recordsPerSecond() / run.recordsPerSecond()) / 100.0;
            if (!engine.equals(ours.engine())) {
              ratios.put(engine, ratio);
            }
            if (engine.equals(Engine.FLINK_PREAGGREGATED.id())) {
              ratios.put("flink", ratio);
            }
          });
    }
    return ratios;
  }

  /** For people, in Markdown. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        "| engine | parser | records/s, whole | steady | CPU-s per million | peak MB | GC ms | ours is | answer"
            + " |\n|---|---|---|---|---|---|---|---|---|\n");
    Map<String, Double> ratios = ratios();
    Map<String, Run> medians = medians();
    byEngine()
        .forEach(
            (engine, all) -> {
              Run run = medians.get(engine);
              text.append(
                  run == null
                      ? "| " + engine + " | | | | | | | | " + all.get(0).problem() + " |\n"
                      : row(run, ratios.get(engine)));
            });
    return text.toString();
  }

  private static String row(Run run, Double ratio) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,.0f | %s | %s | %s | %,d | %s | %s |%n",
        run.engine(),
        run.parser(),
        run.recordsPerSecond(),
        run.steadyRecordsPerSecond() == 0
            ? "–"
            : String.format(Locale.ROOT, "%,.0f", run.steadyRecordsPerSecond()),
        withRedis("%.1f", run.cpuSecondsPerMillion(), run.redisCpuSecondsPerMillion()),
        withRedis("%,.0f", run.peakMemoryMb(), run.redisMemoryMb()),
        run.gcMillis(),
        ratio == null ? "" : String.format(Locale.ROOT, "%.2f ×", ratio),
        run.correct() ? "right" : "wrong");
  }

  private static String withRedis(String format, double all, double redis) {
    String text = String.format(Locale.ROOT, format, all);
    return redis == 0 ? text : text + " (Redis " + String.format(Locale.ROOT, format, redis) + ")";
  }
}
