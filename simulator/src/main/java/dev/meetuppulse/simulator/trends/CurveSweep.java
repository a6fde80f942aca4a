package dev.meetuppulse.simulator.trends;

import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Recall and delay against false alarms an hour: every contender at every level of strictness, at
 * five rates of the stream, with bursts of three lengths, everywhere and within one city.
 *
 * <p>Slow streams are simulated for weeks, fast ones for hours, so that all of it takes minutes. A
 * long burst is not simulated at rates at which a shorter one is found well before its end: to a
 * detector both are the same.
 */
public final class CurveSweep {
  /** Times the usual rate: of the bursts of each case a quarter each. */
  public static final List<Double> FACTORS = List.of(2.0, 3.0, 6.0, 10.0);

  private static final Duration MINUTES = Duration.ofMinutes(10);
  private static final Duration HOURS = Duration.ofHours(2);
  private static final Duration DAY = Duration.ofDays(1);

  /**
   * A rate, and for how long it is simulated.
   *
   * @param judged by length of the bursts
   */
  private record SimulatedRate(
      double rate, Duration bucket, Duration warmUp, Map<Duration, Duration> judged) {}

  private static final List<SimulatedRate> RATES =
      List.of(
          new SimulatedRate(
              0.02, minutes(5), days(4), Map.of(MINUTES, days(12), HOURS, days(12), DAY, days(24))),
          new SimulatedRate(
              0.3, seconds(30), days(1), Map.of(MINUTES, days(4), HOURS, days(4), DAY, days(8))),
          new SimulatedRate(
              1.3, seconds(5), hours(12), Map.of(MINUTES, days(2), HOURS, days(2), DAY, days(4))),
          new SimulatedRate(20, seconds(2), hours(1), Map.of(MINUTES, hours(6), HOURS, hours(7))),
          new SimulatedRate(200, seconds(2), minutes(20), Map.of(MINUTES, hours(3))));

  /**
   * One stream's setting.
   *
   * @param rate RSVPs a second
   * @param length of the bursts
   * @param local whether a topic bursts within one city
   */
  public record SweepSetting(double rate, Duration length, boolean local) {}

  /** The outcome of a setting: a score for each contender and level. */
  public record SettingScores(SweepSetting setting, List<Score> scores) {
    public SettingScores {
      scores = List.copyOf(scores);
    }
  }

  private final List<Long> seeds;
  private final List<Contender> contenders;

  /**
   * @param seed of the first run of each setting; the others follow
   * @param runs of each setting
   */
  public CurveSweep(long seed, int runs, TrendOptions options) {
    this.seeds = LongStream.range(seed, seed + runs).boxed().toList();
    this.contenders = Contenders.curves(options);
  }

  private static Duration seconds(int number) {
    return Duration.ofSeconds(number);
  }

  private static Duration minutes(int number) {
    return Duration.ofMinutes(number);
  }

  private static Duration hours(int number) {
    return Duration.ofHours(number);
  }

  private static Duration days(int number) {
    return Duration.ofDays(number);
  }

  /**
   * Runs all settings, one after the other.
   *
   * @param done receives each result
   */
  public List<SettingScores> run(Consumer<SettingScores> done) {
    List<SettingScores> results = new ArrayList<>();
    for (boolean local : new boolean[] {false, true}) {
      for (SimulatedRate simulated : RATES) {
        for (Duration length : List.of(MINUTES, HOURS, DAY)) {
          if (simulated.judged().containsKey(length)) {
            Plan plan = plan(simulated, length, local);
            List<Score> scores = new Evaluation(plan, contenders).run(seed -> {});
            results.add(
                new SettingScores(new SweepSetting(simulated.rate(), length, local), scores));
            done.accept(results.get(results.size() - 1));
          }
        }
      }
    }
    return results;
  }

  private Plan plan(SimulatedRate simulated, Duration length, boolean local) {
    return new Plan(
        seeds,
        new Plan.UsualTraffic(simulated.rate(), SimulatorOptions.USUAL_ECHOES, true),
        new Plan.Bursts(
            FACTORS,
            length,
            every(simulated, length),
            local ? Plan.BurstTargets.TOPICS_IN_CITIES : Plan.BurstTargets.TOPICS),
        new Plan.Timeline(simulated.warmUp(), simulated.judged().get(length), simulated.bucket()));
  }

  /** Long bursts overlap, so that there are enough of them. */
  private static Duration every(SimulatedRate simulated, Duration length) {
    if (!length.equals(MINUTES)) {
      return length.dividedBy(2);
    }
    return Duration.ofMinutes(simulated.rate() >= 20 ? 20 : 30);
  }
}
