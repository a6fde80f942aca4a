package dev.meetuppulse.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * The stream, line by line, in the order of its own time. A pure function of its options: what it
 * gives depends neither on the wall clock nor on when it is called; the caller decides how fast to
 * go. Not thread safe; several simulators may share a {@link World}.
 *
 * <p>RSVPs come as {@link Arrivals} says. An RSVP may be the first of its id or the change of one
 * that was made before the stream began. Its echo, re-sends, and changes of mind follow, each after
 * a delay of its own, so they overtake each other as in the recordings.
 */
public final class Simulator {
  private static final long MINUTE = 60_000;

  private static final double LATE_DELIVERY = 0.006;
  private static final double OLD_COPY = 0.013;
  private static final double RESENT = 0.004;
  private static final double KNOWN_BEFORE = 0.17;
  private static final double NO = 0.23;
  private static final double YES_TO_NO = 0.014 / (1 - NO);
  private static final double OTHER_GUESTS = 0.030 / (1 - NO);
  private static final double NO_TO_YES = 0.004 / NO;
  private static final double GUESTS = 0.06 / (1 - NO);

  /** Of the changes of mind, the share that comes within half a second. */
  private static final double SECOND_THOUGHT = 0.03;

  private static final double MEAN_RESENDS = 5.2;
  private static final double MEAN_CHANGES = 0.014 + 0.030 + 0.004;
  private static final long LONGEST_ECHO = 600_000;
  private static final long LONGEST_THOUGHT = 45 * MINUTE;
  private static final long OLDEST = 143L * 86_400_000;

  private final SimulatorOptions options;
  private final World world;
  private final SplitMix random;
  private final Arrivals arrivals;
  private final Poison poison;
  private final PriorityQueue<Pending> pending =
      new PriorityQueue<>(Comparator.comparingLong(Pending::at).thenComparingLong(Pending::order));

  private long emitted;
  private long poisons;
  private long orders;
  private long newIds;
  private long knownIds;
  private long lastAt;

  /** An RSVP that is due later because of an earlier one. */
  private record Pending(long at, long order, SimulatedRsvp rsvp, LineKind kind, int left) {}

  private enum LineKind {
    /** Deliver as it is. */
    COPY,
    /** Deliver, and again in a minute. */
    RESEND,
    /** Deliver, and what follows from a new version. */
    CHANGE
  }

  /**
   * @throws IllegalArgumentException if a burst names a topic or city that no group of the world
   *     has
   */
  public Simulator(SimulatorOptions options) {
    this(options, World.of(options));
  }

  public Simulator(SimulatorOptions options, World world) {
    this.options = options;
    this.world = world;
    this.random = SplitMix.of(options.seed(), 2);
    this.poison = new Poison(options.seed());
    this.lastAt = options.start();
    this.arrivals = new Arrivals(options, world, random);
  }

  /** A simulator that continues from where the other is, independently of it. */
  public Simulator(Simulator other) {
    options = other.options;
    world = other.world;
    random = other.random.copy();
    poison = other.poison;
    pending.addAll(other.pending);
    arrivals = new Arrivals(other.arrivals, random);
    emitted = other.emitted;
    poisons = other.poisons;
    orders = other.orders;
    newIds = other.newIds;
    knownIds = other.knownIds;
    lastAt = other.lastAt;
  }

  /** Whether there is another line; always, unless the options limit their number. */
  public boolean hasNext() {
    return emitted < options.records();
  }

  /**
   * The next line.
   *
   * @throws NoSuchElementException if the stream has ended
   */
  public SimulatedLine next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the simulated stream ended after " + emitted + " lines");
    }
    emitted++;
    if (options.poison() > 0 && random.chance(options.poison())) {
      return poison.line(poisons++, lastAt);
    }
    SimulatedRsvp rsvp = nextRsvp();
    lastAt = rsvp.at();
    return rsvp;
  }

  public long emitted() {
    return emitted;
  }

  /**
   * From here on, everything comes faster or slower by a factor.
   *
   * @param factor times the rate of the options, above 0
   */
  public void speed(double factor) {
    arrivals.speed(factor, lastAt);
  }

  /** For each burst of the options, the RSVPs that were made because of it so far. */
  public List<BurstRecord> bursts() {
    return arrivals.bursts();
  }

  /**
   * The effect of a burst so far.
   *
   * @param burst as it was asked for
   * @param usualRate RSVPs a second that carry the topic (in the city) without it
   * @param groups groups that take part
   * @param rsvps RSVPs made because of it so far
   */
  public record BurstRecord(Burst burst, double usualRate, int groups, long rsvps) {}

  private SimulatedRsvp nextRsvp() {
    while (true) {
      long arrival = arrivals.next();
      if (!pending.isEmpty() && pending.peek().at() <= arrival) {
        return deliver(pending.poll());
      }
      SimulatedRsvp rsvp = make(arrival);
      arrivals.advance();
      if (!random.chance(LATE_DELIVERY)) {
        follow(rsvp);
        return rsvp;
      }
      long at = arrival + delay(20_000, 1.2, 5_000, LONGEST_ECHO);
      later(at, rsvp.withTimes(at, rsvp.mtime()), LineKind.CHANGE, 0);
    }
  }

  private SimulatedRsvp deliver(Pending due) {
    SimulatedRsvp rsvp = due.rsvp();
    switch (due.kind()) {
      case COPY -> {}
      case RESEND -> {
        if (due.left() > 0) {
          long at = due.at() + MINUTE - 2_000 + random.nextInt(4_000);
          later(at, rsvp.withTimes(at, rsvp.mtime()), LineKind.RESEND, due.left() - 1);
        }
      }
      case CHANGE -> follow(rsvp);
    }
    return rsvp;
  }

  /** Plans what a new version of an RSVP brings after it. */
  private void follow(SimulatedRsvp rsvp) {
    double echoes = options.echoes();
    int copies = (int) echoes + (random.chance(echoes - Math.floor(echoes)) ? 1 : 0);
    for (int i = 0; i < copies; i++) {
      long at = rsvp.at() + delay(3_000, 1.4, 600, LONGEST_ECHO);
      later(at, rsvp.echo(at), LineKind.COPY, 0);
    }
    double mind = random.nextDouble();
    if (rsvp.yes()) {
      if (mind < YES_TO_NO) {
        change(rsvp, false, 0);
      } else if (mind < YES_TO_NO + OTHER_GUESTS) {
        int guests = rsvp.guests() == 0 || random.chance(0.7) ? guests() : 0;
        change(rsvp, true, guests != rsvp.guests() ? guests : guests == 1 ? 2 : 1);
      }
    } else if (mind < NO_TO_YES) {
      change(rsvp, true, random.chance(GUESTS) ? guests() : 0);
    }
  }

  private void change(SimulatedRsvp rsvp, boolean yes, int guests) {
    long after =
        random.chance(SECOND_THOUGHT)
            ? 10 + random.nextInt(490)
            : delay(12_000, 1.5, 500, LONGEST_THOUGHT);
    long at = rsvp.at() + after;
    long mtime = Math.max(rsvp.mtime() + 1, at - latency());
    later(at, rsvp.withAnswer(at, mtime, yes, guests), LineKind.CHANGE, 0);
  }

  private SimulatedRsvp make(long at) {
    Group group = arrivals.pickGroup();
    double kind = random.nextDouble();
    long mtime = at - latency();
    boolean resent = false;
    if (kind < OLD_COPY + RESENT) {
      resent = kind < RESENT;
      double age = 20_000 * Math.pow(OLDEST / 20_000.0, random.nextDouble());
      mtime = Math.floorDiv(at - (long) age, 1000L) * 1000;
    }
    boolean known = kind < OLD_COPY + RESENT || random.chance(KNOWN_BEFORE);
    boolean yes = !random.chance(NO);
    int guests = yes && random.chance(GUESTS) ? guests() : 0;
    Group.Slot slot = group.slots().get(random.nextInt(group.slots().size()));
    long generation = slot.generation(mtime);
    SimulatedRsvp rsvp =
        new SimulatedRsvp(
            at,
            known ? knownId() : newId(),
            mtime,
            yes,
            guests,
            group,
            slot,
            generation,
            world.eventNumber(slot, generation),
            random.nextLong());
    if (resent) {
      int times = random.chance(0.05) ? 30 : 1 + (int) (random.nextExponential() * 3);
      long again = at + MINUTE;
      later(again, rsvp.withTimes(again, mtime), LineKind.RESEND, times - 1);
    }
    return rsvp;
  }

  /**
   * Ids of one stream are its own, and those of a stream that starts at another second differ as
   * long as fewer than a thousand a second are made.
   */
  private long newId() {
    return 2_000_000_000_000L + options.start() + newIds++;
  }

  private long knownId() {
    return 1_000_000_000_000L + options.start() + knownIds++;
  }

  private int guests() {
    return random.chance(0.8)
        ? 1
        : (int) Math.min(58, 1 + Math.floor(random.nextLogNormal(1.5, 1)));
  }

  /** From the answer to the stream, ms. */
  private long latency() {
    return 20 + (long) Math.min(3_000, random.nextExponential() * 50);
  }

  private long delay(double median, double sigma, long least, long most) {
    return (long) Math.min(most, least + random.nextLogNormal(median - least, sigma));
  }

  private void later(long at, SimulatedRsvp rsvp, LineKind kind, int left) {
    pending.add(new Pending(at, orders++, rsvp, kind, left));
  }

  /** Lines for each RSVP on average: itself, echoes, changes, re-sends, and poison in between. */
  public static double linesPerRsvp(SimulatorOptions options) {
    double lines = (1 + MEAN_CHANGES) * (1 + options.echoes()) + RESENT * MEAN_RESENDS;
    return lines / (1 - Math.min(0.999, options.poison()));
  }
}
