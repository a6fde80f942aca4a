package dev.meetuppulse.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The moments at which RSVPs are made, and the groups they are for: a Poisson process whose rate is
 * constant within a minute and follows the {@link ActivityCurve} and the bursts.
 */
final class Arrivals {
  private static final long MINUTE = 60_000;

  private final SimulatorOptions options;
  private final World world;
  private final SplitMix random;
  private final List<ActiveBurst> bursts;

  /** When the next RSVP is made, ms after the start; fractions keep fast streams apart. */
  private double next;

  private double segmentEnd;
  private double usRate;
  private double otherRate;
  private double totalRate;
  private double speed = 1;

  Arrivals(SimulatorOptions options, World world, SplitMix random) {
    this.options = options;
    this.world = world;
    this.random = random;
    this.bursts = options.bursts().stream().map(burst -> new ActiveBurst(burst, world)).toList();
    advance();
  }

  /** A copy that continues independently, with its own random numbers. */
  Arrivals(Arrivals other, SplitMix random) {
    this.options = other.options;
    this.world = other.world;
    this.random = random;
    bursts = other.bursts.stream().map(ActiveBurst::new).toList();
    next = other.next;
    segmentEnd = other.segmentEnd;
    usRate = other.usRate;
    otherRate = other.otherRate;
    totalRate = other.totalRate;
    speed = other.speed;
  }

  /** When the next RSVP is made, ms since the epoch. */
  long next() {
    return options.start() + (long) next;
  }

  /** Moves {@code next} on to the moment the next RSVP is made. */
  void advance() {
    while (true) {
      if (next >= segmentEnd) {
        enterSegment();
      }
      next += random.nextExponential() / totalRate;
      if (next < segmentEnd) {
        return;
      }
      // Nothing more in this segment; a Poisson process has no memory, so draw again from its end.
      next = segmentEnd;
    }
  }

  /** Finds the rates from {@code next} on, and until when they hold. */
  private void enterSegment() {
    long start = options.start();
    long now = start + (long) next;
    long end = now - Math.floorMod(now, MINUTE) + MINUTE;
    double factor = speed * rsvpRate() / 1000;
    double us = options.activity().us(now);
    double others = options.activity().others(now);
    usRate = us * factor;
    otherRate = others * factor;
    totalRate = usRate + otherRate;
    for (ActiveBurst active : bursts) {
      Burst burst = active.burst;
      boolean on = now >= burst.start() && now < burst.end();
      active.rate =
          on
              ? (burst.factor() - 1)
                  * (usRate * active.shareOfUs + otherRate * active.shareOfOthers)
              : 0;
      totalRate += active.rate;
      end = LongStream.of(end, burst.start(), burst.end()).filter(t -> t > now).min().getAsLong();
    }
    segmentEnd = end - start;
  }

  Group pickGroup() {
    double pick = random.nextDouble() * totalRate;
    if (pick < usRate) {
      return world.pickUs(random);
    }
    pick -= usRate;
    if (pick < otherRate) {
      return world.pickOther(random);
    }
    pick -= otherRate;
    for (ActiveBurst burst : bursts) {
      if (pick < burst.rate) {
        burst.made++;
        return burst.groups.get(burst.choice.next(random));
      }
      pick -= burst.rate;
    }
    return world.pickUs(random);
  }

  /**
   * Everything comes faster or slower by a factor.
   *
   * @param from ms since the epoch
   */
  void speed(double factor, long from) {
    if (!(factor > 0)) {
      throw new IllegalArgumentException("the factor must be above 0");
    }
    double now = Math.max(0, from - options.start());
    speed = factor;
    segmentEnd = now;
    next = now;
    advance();
  }

  /** For each burst of the options, the RSVPs that were made because of it so far. */
  List<Simulator.BurstRecord> bursts() {
    List<Simulator.BurstRecord> records = new ArrayList<>();
    for (ActiveBurst burst : bursts) {
      double usual =
          options.activity().us(burst.burst.start()) * burst.shareOfUs
              + options.activity().others(burst.burst.start()) * burst.shareOfOthers;
      records.add(
          new Simulator.BurstRecord(
              burst.burst, usual * rsvpRate(), burst.groups.size(), burst.made));
    }
    return records;
  }

  /**
   * RSVPs to make a second, so that with all that follows them the lines come at the rate asked.
   */
  private double rsvpRate() {
    return options.rate() / Simulator.linesPerRsvp(options);
  }
}
