package dev.meetuppulse.simulator.meetup;

import dev.meetuppulse.simulator.SplitMix;

/** Decides when an answer is spoiled. Does not change the world. Thread safe. */
final class Mischief {
  private static final double NULL_GROUP = 0.02;
  private static final double NULL_EVENT = 0.01;
  private static final double MISSING_ROW = 0.03;
  private static final double SLOW = 0.01;
  private static final double CUT = 0.01;
  private static final int MISSING_MILLIS = 60_000;
  private static final int SLOWEST_MILLIS = 10_000;

  private final ApiOptions options;
  private final SplitMix random;

  Mischief(ApiOptions options) {
    this.options = options;
    this.random = SplitMix.of(options.seed(), 14);
  }

  boolean losesGroup() {
    return happens(ApiFault.NULLS, NULL_GROUP);
  }

  boolean losesEvent() {
    return happens(ApiFault.NULLS, NULL_EVENT);
  }

  boolean cuts() {
    return happens(ApiFault.CUTS, CUT);
  }

  /** True for a cut within an answer, else before it. */
  synchronized boolean cutsWithin() {
    return random.chance(0.5);
  }

  /** How long an answer takes, ms of the world's time. */
  synchronized long slowness() {
    return options.has(ApiFault.SLOW) && random.chance(SLOW) ? random.nextInt(SLOWEST_MILLIS) : 0;
  }

  /** How many more rows an event claims to have. */
  int moreInTotal(ApiEvent event) {
    return options.has(ApiFault.TOTALS) ? Math.floorMod(event.token().hashCode(), 6) : 0;
  }

  /** May make one row of an event miss for a while. */
  synchronized void hideARow(ApiEvent event, long now) {
    if (!event.rsvps().isEmpty() && happens(ApiFault.SHIFTS, MISSING_ROW)) {
      ApiRsvp rsvp = event.rsvps().get(random.nextInt(event.rsvps().size()));
      rsvp.hideUntil(now + random.nextInt(MISSING_MILLIS));
    }
  }

  private synchronized boolean happens(ApiFault fault, double probability) {
    return options.has(fault) && random.chance(probability);
  }
}
