package dev.meetuppulse.simulator.trends;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

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

  private static final Duration MINUTES = ofMinutes(10);
  private static final Duration HOURS = ofHours(2);
  private static final Duration DAY = ofDays(1);

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
              0.02,
              ofMinutes(5),
              ofDays(4),
              Map.of(MINUTES, ofDays(12), HOURS, ofDays(12), DAY, ofDays(24))),
          new SimulatedRate(
              0.3,
              ofSeconds(30),
              ofDays(1),
              Map.of(MINUTES, ofDays(4), HOURS, ofDays(4), DAY, ofDays(8))),
          new SimulatedRate(
              1.3,
              ofSeconds(5),
              ofHours(12),
              Map.of(MINUTES, ofDays(2), HOURS, ofDays(2), DAY, ofDays(4))),
          new SimulatedRate(
              20, ofSeconds(2), ofHours(1), Map.of(MINUTES, ofHours(6), HOURS, ofHours(7))),
          new SimulatedRate(200, ofSeconds(2), ofMinutes(20), Map.of(MINUTES, ofHours(3))));

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
    return ofMinutes(simulated.rate() >= 20 ? 20 : 30);
  }
}
