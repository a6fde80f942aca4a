package dev.meetuppulse.simulator;

import dev.meetuppulse.core.trend.FixedThresholdDetector;
import dev.meetuppulse.core.trend.FrequencyDetector;
import dev.meetuppulse.core.trend.SurpriseDetector;
import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.trend.TrendDetector;
import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.core.trend.ZScoreDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Measures trend detectors against bursts whose truth is known: seeded simulations with bursts of
 * topics on top of realistic traffic, as fast as they can be made.
 *
 * <p><b>How an alarm is judged.</b> A detector raises an alarm when a topic begins to rise; again
 * within ten minutes is the same alarm. Topics come together: groups burst, and all topics of a
 * group with it. The simulator knows by how much each topic's true rate is multiplied. An alarm for
 * the burst's own topic is a <i>hit</i>, until a minute after the burst's end, the time a sliding
 * window takes to notice. An alarm for another topic says that it has come more often since a
 * moment: if its true rate since then was, on average, at least 1.5 times the usual, the alarm is
 * right too, and called <i>carried</i>; it finds no burst, so it adds to precision alone. Every
 * other alarm is <i>false</i>.
 */
public final class TrendEvaluation {
  private static final double CARRIED = 1.5;
  private static final long SAME_ALARM_MILLIS = 600_000;
  private static final long GRACE_MILLIS = 60_000;
  private static final int LEAST_OF_Z_SCORE = 10;
  private static final Duration WARM_UP = Duration.ofHours(1);
  private static final long BUCKET_MILLIS = 1_000;
  private static final long HOUR_MILLIS = 3_600_000;

  /** A bucket is closed this long after its end, for records on their way. */
  private static final long SLACK_MILLIS = 1_000;

  /** 2026-06-01T00:00:00Z. */
  private static final long START = 1_780_272_000_000L;

  /**
   * The streams to simulate, and their bursts.
   *
   * @param seeds runs, each with a world and bursts of its own
   * @param rsvpsPerSecond distinct RSVPs a second, averaged over a day
   * @param hours simulated time of a run after the warm-up
   * @param factor of each burst
   * @param length of each burst
   * @param every a burst begins this long after the one before
   * @param leastShare of RSVPs that a topic must carry to be picked for a burst
   * @param echoes copies of each RSVP on average
   * @param bursts whether there are any; without, every alarm is false
   */
  public record Plan(
      List<Long> seeds,
      double rsvpsPerSecond,
      int hours,
      double factor,
      Duration length,
      Duration every,
      double leastShare,
      double echoes,
      boolean bursts) {

    /** Bursts to three times the rate for ten minutes, at 20 RSVPs a second, in ten worlds. */
    public static final Plan DEFAULT =
        new Plan(
            List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L),
            20,
            6,
            3,
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            0.01,
            SimulatorOptions.USUAL_ECHOES,
            true);

    public Plan {
      seeds = List.copyOf(seeds);
    }

    public Plan withSeeds(List<Long> all) {
      return new Plan(
          all, rsvpsPerSecond, hours, factor, length, every, leastShare, echoes, bursts);
    }

    public Plan withRate(double number) {
      return new Plan(seeds, number, hours, factor, length, every, leastShare, echoes, bursts);
    }

    public Plan withHours(int count) {
      return new Plan(
          seeds, rsvpsPerSecond, count, factor, length, every, leastShare, echoes, bursts);
    }

    public Plan withEchoes(double mean) {
      return new Plan(
          seeds, rsvpsPerSecond, hours, factor, length, every, leastShare, mean, bursts);
    }

    public Plan withoutBursts() {
      return new Plan(
          seeds, rsvpsPerSecond, hours, factor, length, every, leastShare, echoes, false);
    }
  }

  /**
   * How a detector did.
   *
   * @param detector its name
   * @param bursts there were
   * @param found of them
   * @param carried alarms that were right but found no burst of their own
   * @param falseAlarms alarms without a reason
   * @param hours simulated, after the warm-up
   * @param delaysMillis from a burst's start to its alarm, shortest first
   */
  public record Score(
      String detector,
      int bursts,
      int found,
      int carried,
      int falseAlarms,
      double hours,
      List<Long> delaysMillis) {

    public Score {
      delaysMillis = delaysMillis.stream().sorted().toList();
    }

    /** The part of the bursts that was found; 1 if there were none. */
    public double recall() {
      return bursts == 0 ? 1 : (double) found / bursts;
    }

    /** The part of the alarms that was right; 1 if there were none. */
    public double precision() {
      int alarms = found + carried + falseAlarms;
      return alarms == 0 ? 1 : (double) (found + carried) / alarms;
    }

    public double falseAlarmsPerHour() {
      return falseAlarms / hours;
    }

    /** Seconds; NaN if nothing was found. */
    public double medianDelaySeconds() {
      int n = delaysMillis.size();
      return n == 0
          ? Double.NaN
          : (delaysMillis.get((n - 1) / 2) + delaysMillis.get(n / 2)) / 2_000.0;
    }

    private Score plus(Score other) {
      List<Long> delays = new ArrayList<>(delaysMillis);
      delays.addAll(other.delaysMillis);
      return new Score(
          detector,
          bursts + other.bursts,
          found + other.found,
          carried + other.carried,
          falseAlarms + other.falseAlarms,
          hours + other.hours,
          delays);
    }
  }

  private final Plan plan;
  private final Map<String, Supplier<TrendDetector>> detectors;

  /** Compares the detector in use with the plain ones. */
  public TrendEvaluation(Plan plan, TrendOptions options) {
    this(plan, compared(options));
  }

  TrendEvaluation(Plan plan, Map<String, Supplier<TrendDetector>> detectors) {
    this.plan = plan;
    this.detectors = detectors;
  }

  private static Map<String, Supplier<TrendDetector>> compared(TrendOptions options) {
    long warmUp = options.warmUp().toMillis();
    TrendOptions forTopics = options.part(TrendOptions.TOPICS);
    Map<String, Supplier<TrendDetector>> detectors = new LinkedHashMap<>();
    detectors.put("frequency, top 10 of 5m", () -> new FrequencyDetector(300_000, 10));
    detectors.put("z-score 3", () -> new ZScoreDetector(3, LEAST_OF_Z_SCORE, warmUp));
    detectors.put("z-score 5", () -> new ZScoreDetector(5, LEAST_OF_Z_SCORE, warmUp));
    detectors.put("surprise", () -> new SurpriseDetector(forTopics));
    detectors.put("fixed threshold", FixedThresholdDetector::new);
    return detectors;
  }

  /**
   * Runs all that is planned, seeds beside each other; the result does not depend on which comes
   * first.
   *
   * @param done told each seed that is done, by any thread
   */
  public List<Score> run(LongConsumer done) {
    List<List<Score>> runs =
        plan.seeds().parallelStream()
            .map(
                seed -> {
                  List<Score> scores = run(seed);
                  done.accept(seed);
                  return scores;
                })
            .toList();
    Map<String, Score> sums = new LinkedHashMap<>();
    for (List<Score> scores : runs) {
      scores.forEach(score -> sums.merge(score.detector(), score, Score::plus));
    }
    return List.copyOf(sums.values());
  }

  private List<Score> run(long seed) {
    World world = new World(seed, SimulatorOptions.of(seed, START, 1).groups());
    long begin = START + WARM_UP.toMillis();
    long end = begin + Duration.ofHours(plan.hours()).toMillis();
    List<Burst> bursts = plan.bursts() ? bursts(seed, world, begin, end) : List.of();
    SimulatorOptions simulation =
        SimulatorOptions.of(seed, START, 1).withEchoes(plan.echoes()).withBursts(bursts);
    double linesPerRsvp = Simulator.linesPerRsvp(simulation);
    Simulator simulator =
        new Simulator(simulation.withRate(plan.rsvpsPerSecond() * linesPerRsvp), world);
    Map<String, Integer> keys = new HashMap<>();
    for (String topic : world.topicShares().keySet()) {
      keys.put(topic, keys.size());
    }
    List<double[]> rises = bursts.stream().map(burst -> rises(burst, world, keys)).toList();
    List<Watch> watches = new ArrayList<>();
    detectors.forEach(
        (name, make) -> watches.add(new Watch(name, make.get(), bursts, rises, keys, begin)));
    Buckets buckets = new Buckets(keys, watches);
    while (buckets.closed < end) {
      buckets.accept((SimulatedRsvp) simulator.next());
    }
    double hours = (end - begin) / 3_600_000.0;
    return watches.stream().map(watch -> watch.score(hours)).toList();
  }

  private static double[] rises(Burst burst, World world, Map<String, Integer> keys) {
    double[] times = new double[keys.size()];
    Arrays.fill(times, 1);
    world.rises(burst).forEach((topic, rise) -> times[keys.get(topic)] = rise);
    return times;
  }

  private List<Burst> bursts(long seed, World world, long begin, long end) {
    List<String> topics =
        world.topicShares().entrySet().stream()
            .filter(entry -> entry.getValue() >= plan.leastShare())
            .map(Map.Entry::getKey)
            .toList();
    SplitMix random = SplitMix.of(seed, 77);
    List<Burst> bursts = new ArrayList<>();
    long gap = plan.every().toMillis();
    for (long at = begin; at + plan.length().toMillis() + GRACE_MILLIS < end; at += gap) {
      bursts.add(
          new Burst(
              topics.get(random.nextInt(topics.size())),
              null,
              at + random.nextInt(60_000),
              plan.factor(),
              plan.length()));
    }
    return bursts;
  }

  /** Distinct RSVPs by second of event time, given on a moment after the second is over. */
  private static final class Buckets {
    private final Map<String, Integer> keys;
    private final Map<Group, int[]> keysOfGroups = new IdentityHashMap<>();
    private final List<Watch> watches;

    /** Ids of this hour and the one before: an id comes again within 45 minutes, or too late. */
    private Set<Long> seen = new HashSet<>();

    private Set<Long> seenBefore = new HashSet<>();

    private final Map<Long, List<Group>> waiting = new HashMap<>();
    private long closed = START;

    Buckets(Map<String, Integer> keys, List<Watch> watches) {
      this.keys = keys;
      this.watches = watches;
    }

    void accept(SimulatedRsvp rsvp) {
      while (closed + BUCKET_MILLIS + SLACK_MILLIS <= rsvp.at()) {
        close();
      }
      boolean isNew = seen.add(rsvp.id()) && !seenBefore.contains(rsvp.id());
      if (isNew && rsvp.mtime() >= closed) {
        waiting
            .computeIfAbsent(rsvp.mtime() / BUCKET_MILLIS, unseen -> new ArrayList<>())
            .add(rsvp.group());
      }
    }

    private void close() {
      List<Group> groups = waiting.remove(closed / BUCKET_MILLIS);
      closed += BUCKET_MILLIS;
      for (Group group : groups == null ? List.<Group>of() : groups) {
        int[] topics =
            keysOfGroups.computeIfAbsent(
                group, unseen -> group.topics().stream().mapToInt(keys::get).toArray());
        for (int topic : topics) {
          watches.forEach(watch -> watch.detector.add(topic, 1));
        }
      }
      long rsvps = groups == null ? 0 : groups.size();
      watches.forEach(watch -> watch.close(closed, rsvps));
      if (closed % HOUR_MILLIS == 0) {
        seenBefore = seen;
        seen = new HashSet<>();
      }
    }
  }

  /** A detector, and a judge who knows the truth. */
  private static final class Watch {
    private final String name;
    private final TrendDetector detector;
    private final List<Burst> bursts;
    private final int[] topics;

    /** By how much each burst multiplies the true rate of each key. */
    private final List<double[]> rises;

    private final long[] delays;
    private final long begin;
    private final Map<Integer, Long> lastRising = new HashMap<>();
    private int carriedAlarms;
    private int falseAlarms;

    Watch(
        String name,
        TrendDetector detector,
        List<Burst> bursts,
        List<double[]> rises,
        Map<String, Integer> keys,
        long begin) {
      this.name = name;
      this.detector = detector;
      this.bursts = bursts;
      this.rises = rises;
      this.begin = begin;
      topics = bursts.stream().mapToInt(burst -> keys.get(burst.topic())).toArray();
      delays = new long[topics.length];
      Arrays.fill(delays, -1);
    }

    void close(long end, long rsvps) {
      detector.close(end, rsvps);
      long now = end + SLACK_MILLIS;
      for (Trend trend : detector.rising()) {
        Long before = lastRising.put(trend.key(), now);
        if (now >= begin && (before == null || now - before > SAME_ALARM_MILLIS)) {
          judge(trend, now);
        }
      }
    }

    private void judge(Trend trend, long now) {
      for (int i = 0; i < topics.length; i++) {
        Burst burst = bursts.get(i);
        if (trend.key() == topics[i] && now >= burst.start() && now < burst.end() + GRACE_MILLIS) {
          delays[i] = delays[i] < 0 ? now - burst.start() : delays[i];
          return;
        }
      }
      if (trueRise(trend, now) >= CARRIED) {
        carriedAlarms++;
      } else {
        falseAlarms++;
      }
    }

    /** By how much a key's true rate was multiplied since it began to rise, on average. */
    private double trueRise(Trend trend, long now) {
      double rise = 1;
      for (int i = 0; i < topics.length; i++) {
        Burst burst = bursts.get(i);
        long within = Math.min(now, burst.end()) - Math.max(trend.since(), burst.start());
        if (within > 0) {
          rise += (rises.get(i)[trend.key()] - 1) * within / (now - trend.since());
        }
      }
      return rise;
    }

    Score score(double hours) {
      List<Long> found = Arrays.stream(delays).filter(delay -> delay >= 0).boxed().toList();
      return new Score(name, topics.length, found.size(), carriedAlarms, falseAlarms, hours, found);
    }
  }
}
