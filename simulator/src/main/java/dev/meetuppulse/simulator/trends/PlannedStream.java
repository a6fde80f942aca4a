package dev.meetuppulse.simulator.trends;

import dev.meetuppulse.simulator.Burst;
import dev.meetuppulse.simulator.Simulator;
import dev.meetuppulse.simulator.SimulatorOptions;
import dev.meetuppulse.simulator.SplitMix;
import dev.meetuppulse.simulator.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One stream of a plan, with its bursts: a pure function of plan and seed. */
final class PlannedStream {
  /** 2026-06-01T00:00:00Z, a Monday. */
  static final long START = 1_780_272_000_000L;

  /** An alarm counts this long after a burst's end: the time a sliding window takes to notice. */
  static final long GRACE_MILLIS = 60_000;

  private static final int GROUPS = SimulatorOptions.of(1, START, 1).groups();
  private static final int JITTER_MILLIS = 60_000;

  private final Plan plan;
  private final World world;
  private final KeySpace keys;
  private final List<Burst> bursts;
  private final SimulatorOptions options;
  private final List<Map<Integer, Double>> rises;

  PlannedStream(Plan plan, long seed) {
    this.plan = plan;
    this.world = new World(seed, GROUPS);
    this.keys = new KeySpace(world, plan.bursts().targets().local());
    this.bursts = bursts(seed);
    this.rises = bursts.stream().map(keys::rises).toList();
    SimulatorOptions simulation =
        SimulatorOptions.of(seed, START, 1)
            .withWeekly(plan.traffic().weekly())
            .withEchoes(plan.traffic().echoes())
            .withBursts(bursts);
    this.options =
        simulation.withRate(plan.traffic().rsvpsPerSecond() * Simulator.linesPerRsvp(simulation));
  }

  private List<Burst> bursts(long seed) {
    Plan.Bursts planned = plan.bursts();
    List<Burst> planted = new ArrayList<>();
    if (planned.factors().isEmpty()) {
      return planted;
    }
    List<Integer> targets = keys.withShare(planned.targets().leastShare());
    SplitMix random = SplitMix.of(seed, 77);
    long gap = planned.every().toMillis();
    for (long at = begin(); at + planned.length().toMillis() + GRACE_MILLIS < end(); at += gap) {
      KeySpace.Name name = keys.name(targets.get(random.nextInt(targets.size())));
      double factor = planned.factors().get(planted.size() % planned.factors().size());
      long start = at + random.nextInt(JITTER_MILLIS);
      planted.add(new Burst(name.topic(), name.city(), start, factor, planned.length()));
    }
    return planted;
  }

  Plan plan() {
    return plan;
  }

  KeySpace keys() {
    return keys;
  }

  List<Burst> bursts() {
    return bursts;
  }

  /** By how much each burst multiplies the true mean rates of the keys that it touches. */
  List<Map<Integer, Double>> rises() {
    return rises;
  }

  Simulator simulator() {
    return new Simulator(options, world);
  }

  /** RSVPs of a key that are usual at a time, ms since the epoch: a second, by the true rate. */
  double usualRate(int key, long time) {
    return plan.traffic().rsvpsPerSecond() * keys.rate(key, options.activity(), time);
  }

  /** When judging begins, ms since the epoch. */
  long begin() {
    return START + plan.timeline().warmUp().toMillis();
  }

  long end() {
    return begin() + plan.timeline().judged().toMillis();
  }
}
