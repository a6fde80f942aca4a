package dev.meetuppulse.simulator.trends;

import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Recall and delay against false alarms an hour: every contender at every level of strictness, at
 * five rates of the stream, with bursts of three lengths, everywhere and within one city.
 *
 * <p>Slow streams are simulated for weeks, fast ones for hours, so that all of it takes minutes. A
 * burst of a day is not simulated at rates at which one of two hours is found within minutes: to a
 * detector both are the same.
 */
public final class Sweep {
  /** Times the usual rate: of the bursts of each case a quarter each. */
  public static final List<Double> FACTORS = List.of(2.0, 3.0, 6.0, 10.0);

  private static final Duration MINUTES = Duration.ofMinutes(10);
  private static final Duration HOURS = Duration.ofHours(2);
  private static final Duration DAY = Duration.ofDays(1);

  /** A rate, and for how long it is simulated. */
  private record Pace(
      double rate, Duration bucket, Duration warmUp, Duration judged, Duration withDays) {}

  private static final List<Pace> PACES =
      List.of(
          new Pace(0.02, Duration.ofMinutes(5), days(4), days(12), days(24)),
          new Pace(0.3, Duration.ofSeconds(30), days(2), days(6), days(12)),
          new Pace(1.3, Duration.ofSeconds(5), days(1), days(3), days(6)),
          new Pace(20, Duration.ofSeconds(1), Duration.ofHours(2), Duration.ofHours(12), Duration.ZERO),
          new Pace(
              200,
              Duration.ofSeconds(1),
              Duration.ofHours(1),
              Duration.ofMinutes(150),
              Duration.ZERO));

  /**
   * One stream's setting.
   *
   * @param rate RSVPs a second
   * @param length of the bursts
   * @param local whether a topic bursts within one city
   */
  public record Setting(double rate, Duration length, boolean local) {}

  /** What came of a setting: a score for each contender and level. */
  public record Result(Setting setting, List<Score> scores) {
    public Result {
      scores = List.copyOf(scores);
    }
  }

  private final List<Long> seeds;
  private final List<Contender> contenders;

  /**
   * @param seed of the first run of each setting; the others follow
   * @param runs of each setting
   */
  public Sweep(long seed, int runs, TrendOptions options) {
    this.seeds = LongStream.range(seed, seed + runs).boxed().toList();
    this.contenders = Contenders.curves(options);
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  /**
   * Runs all settings, one after the other.
   *
   * @param done is told each result
   */
  public List<Result> run(Consumer<Result> done) {
    List<Result> results = new ArrayList<>();
    for (boolean local : new boolean[] {false, true}) {
      for (Pace pace : PACES) {
        for (Duration length : List.of(MINUTES, HOURS, DAY)) {
          if (!length.equals(DAY) || !pace.withDays().isZero()) {
            Plan plan = plan(pace, length, local);
            List<Score> scores = new Evaluation(plan, contenders).run(seed -> {});
            results.add(new Result(new Setting(pace.rate(), length, local), scores));
            done.accept(results.get(results.size() - 1));
          }
        }
      }
    }
    return results;
  }

  private Plan plan(Pace pace, Duration length, boolean local) {
    boolean wholeDays = length.equals(DAY);
    Duration judged = wholeDays ? pace.withDays() : pace.judged();
    return new Plan(
        seeds,
        new Plan.Traffic(pace.rate(), SimulatorOptions.USUAL_ECHOES, true),
        new Plan.Bursts(
            FACTORS,
            length,
            every(pace, length),
            local ? Plan.Targets.TOPICS_IN_CITIES : Plan.Targets.TOPICS),
        new Plan.Span(pace.warmUp(), judged, pace.bucket()));
  }

  /** Long bursts overlap, so that there are enough of them. */
  private static Duration every(Pace pace, Duration length) {
    if (!length.equals(MINUTES)) {
      return length.dividedBy(2);
    }
    return Duration.ofMinutes(pace.rate() >= 20 ? 20 : 30);
  }
}
