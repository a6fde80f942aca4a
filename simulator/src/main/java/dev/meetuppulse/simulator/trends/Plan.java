package dev.meetuppulse.simulator.trends;

import dev.meetuppulse.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.List;

/**
 * The streams to simulate, and their bursts.
 *
 * @param seeds runs, each with a world and bursts of its own
 */
public record Plan(List<Long> seeds, UsualTraffic traffic, Bursts bursts, Timeline timeline) {

  /** Bursts to three times the rate for ten minutes, at 20 RSVPs a second, in ten worlds. */
  public static final Plan DEFAULT =
      new Plan(
          List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L),
          new UsualTraffic(20, SimulatorOptions.USUAL_ECHOES, false),
          new Bursts(
              List.of(3.0), Duration.ofMinutes(10), Duration.ofMinutes(30), BurstTargets.TOPICS),
          new Timeline(Duration.ofHours(1), Duration.ofHours(6), Duration.ofSeconds(1)));

  /**
   * The usual traffic.
   *
   * @param rsvpsPerSecond distinct RSVPs a second, on average
   * @param echoes copies of each RSVP on average
   * @param weekly whether the rate follows the days of the week as well as the hours of the day
   */
  public record UsualTraffic(double rsvpsPerSecond, double echoes, boolean weekly) {}

  /**
   * The bursts.
   *
   * @param factors times the usual rate, taken in turn; without any there are no bursts, and every
   *     alarm is false
   * @param length of each burst
   * @param every a burst begins this long after the one before
   */
  public record Bursts(
      List<Double> factors, Duration length, Duration every, BurstTargets targets) {
    public Bursts {
      factors = List.copyOf(factors);
    }
  }

  /**
   * The keys that may burst.
   *
   * @param local whether a topic bursts within one city; else everywhere
   * @param leastShare of all RSVPs that it must carry
   */
  public record BurstTargets(boolean local, double leastShare) {
    static final BurstTargets TOPICS = new BurstTargets(false, 0.01);
    static final BurstTargets TOPICS_IN_CITIES = new BurstTargets(true, 0.001);
  }

  /**
   * How long it takes, in simulated time.
   *
   * @param warmUp without bursts, and without judging
   * @param judged after the warm-up
   * @param bucket width of the buckets that detectors are given
   */
  public record Timeline(Duration warmUp, Duration judged, Duration bucket) {}

  public Plan {
    seeds = List.copyOf(seeds);
  }

  public Plan withSeeds(List<Long> all) {
    return new Plan(all, traffic, bursts, timeline);
  }

  public Plan withTraffic(UsualTraffic other) {
    return new Plan(seeds, other, bursts, timeline);
  }

  public Plan withBursts(Bursts other) {
    return new Plan(seeds, traffic, other, timeline);
  }

  public Plan withoutBursts() {
    return withBursts(new Bursts(List.of(), bursts.length(), bursts.every(), bursts.targets()));
  }

  public Plan judgedFor(Duration judged) {
    return new Plan(
        seeds, traffic, bursts, new Timeline(timeline.warmUp(), judged, timeline.bucket()));
  }
}
