package dev.meetuppulse.simulator.trends;

import dev.meetuppulse.core.trend.SurpriseDetector;
import dev.meetuppulse.core.trend.TrendDetector;
import dev.meetuppulse.core.trend.TrendOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The detector in use, those it is compared with, and the limit of what any could do. */
final class Contenders {
  static final String SURPRISE = "surprise";
  static final String FIXED = "fixed threshold";
  static final String Z_SCORE = "z-score";
  static final String FREQUENCY = "frequency";
  static final String ORACLE = "oracle";

  private static final int MIN_Z_SCORE_RSVPS = 10;
  private static final double[] BUDGETS = {0.02, 1, 5};
  private static final double[] THRESHOLDS = {10, 22};
  private static final double[] Z_SCORES = {3, 5, 7, 10, 15};
  private static final int[] TOPS = {1, 3, 10, 30};
  private static final double[] LOG_RATIOS = {0.5, 1, 2, 3, 5, 7};

  private Contenders() {}

  static List<Contender> usual(TrendOptions options) {
    return List.of(
        frequency(10),
        zScore(options, 3, 5),
        surprise(options),
        fixed(FixedThresholdDetector.ALARM));
  }

  /** Each at many levels, from lax to strict. */
  static List<Contender> curves(TrendOptions options) {
    List<Contender> contenders = new ArrayList<>();
    contenders.add(oracle());
    contenders.add(surprise(options));
    DoubleStream.of(BUDGETS)
        .mapToObj(options::withFalseAlarmsAnHour)
        .forEach(budget -> contenders.add(surprise(budget)));
    DoubleStream.of(THRESHOLDS).forEach(alarm -> contenders.add(fixed(alarm)));
    contenders.add(zScore(options, Z_SCORES));
    contenders.add(frequency(TOPS));
    return contenders;
  }

  /** The detector in use, of topics or of topics within cities, with their part of the budget. */
  static Contender surprise(TrendOptions options) {
    return Contender.plain(
        SURPRISE,
        SURPRISE,
        options.falseAlarmsAnHour(),
        stream -> {
          boolean local = stream.plan().bursts().targets().local();
          double part = local ? TrendOptions.TOPICS_IN_CITIES : TrendOptions.TOPICS;
          return new SurpriseDetector(options.part(part));
        });
  }

  private static Contender fixed(double alarm) {
    return Contender.plain(FIXED, FIXED, alarm, stream -> new FixedThresholdDetector(alarm));
  }

  private static Contender zScore(TrendOptions options, double... levels) {
    long warmUp = options.warmUp().toMillis();
    return new Contender(
        Z_SCORE,
        stream -> new ZScoreDetector(least(levels), MIN_Z_SCORE_RSVPS, warmUp),
        DoubleStream.of(levels)
            .mapToObj(level -> Contender.score(Z_SCORE + " " + Math.round(level), level))
            .toList());
  }

  private static double least(double... levels) {
    return DoubleStream.of(levels).min().orElseThrow();
  }

  private static Contender frequency(int... tops) {
    int most = IntStream.of(tops).max().orElseThrow();
    Function<PlannedStream, TrendDetector> detector =
        stream -> new FrequencyDetector(300_000, most);
    return new Contender(
        FREQUENCY,
        detector,
        IntStream.of(tops)
            .mapToObj(top -> Contender.top(FREQUENCY + ", top " + top + " of 5m", top))
            .toList());
  }

  private static Contender oracle() {
    return new Contender(
        ORACLE,
        IdealDetector::new,
        DoubleStream.of(LOG_RATIOS)
            .mapToObj(ratio -> Contender.score(ORACLE + " " + ratio, ratio))
            .toList());
  }
}
